package org.vitmae.train;

import java.util.Arrays;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;
import org.vitmae.model.PatchGrid;

/** The pixels of one image of a batch, addressed by patch. */
record Canvas(Batch batch, int index, PatchGrid grid) {
  byte[] copy() {
    int size = batch.height() * batch.width() * batch.channels();
    return Arrays.copyOfRange(batch.pixels(), index * size, (index + 1) * size);
  }

  Image image(byte[] pixels) {
    return new Image(batch.height(), batch.width(), batch.channels(), pixels);
  }

  /** Returns where value {@code i} of a patch (row, column, channel) lies in the image. */
  int position(int patch, int i) {
    int side = grid.patchSize();
    int channels = grid.channels();
    int row = patch / grid.columns() * side + i / (side * channels);
    int column = patch % grid.columns() * side + i / channels % side;
    return (row * batch.width() + column) * channels + i % channels;
  }
}
