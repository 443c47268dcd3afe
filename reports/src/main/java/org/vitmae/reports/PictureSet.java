package org.vitmae.reports;

import java.util.List;

/** Pictures that a test drew for one purpose, in the order it gave them. */
record PictureSet(String name, List<Picture> pictures) {
  PictureSet {
    pictures = List.copyOf(pictures);
  }

  /** Returns the images that are shown, in order. */
  List<String> images() {
    return pictures.stream().map(Picture::image).toList();
  }
}
