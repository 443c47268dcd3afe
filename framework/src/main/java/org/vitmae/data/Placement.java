package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.image.CenterCrop;
import org.vitmae.image.Window;

/**
 * Where the pixels of an image went, to move its annotation along: {@code x' = x * scaleX - left},
 * likewise for y, then mirrored in the new width.
 */
record Placement(
    double scaleY,
    double scaleX,
    double top,
    double left,
    int height,
    int width,
    boolean mirrored) {
  /** A window that was cut out and resized to height x width. */
  static Placement of(Window window, int height, int width, boolean mirrored) {
    double scaleY = (double) height / window.height();
    double scaleX = (double) width / window.width();
    return new Placement(
        scaleY, scaleX, window.top() * scaleY, window.left() * scaleX, height, width, mirrored);
  }

  /** An image of {@code imageHeight x imageWidth} that was resized, then cropped. */
  static Placement of(CenterCrop crop, int imageHeight, int imageWidth) {
    return new Placement(
        (double) crop.resizedHeight() / imageHeight,
        (double) crop.resizedWidth() / imageWidth,
        crop.window().top(),
        crop.window().left(),
        crop.window().height(),
        crop.window().width(),
        false);
  }

  /** Moves boxes, clipped to the new image and left out where nothing remains, and the mask. */
  Annotation move(Annotation annotation) {
    List<Box> boxes = new ArrayList<>();
    for (Box box : annotation.boxes()) {
      Box moved = move(box);
      if (moved.x2() > moved.x1() && moved.y2() > moved.y1()) {
        boxes.add(moved);
      }
    }
    return new Annotation(annotation.label(), boxes, annotation.mask().map(this::move));
  }

  private Box move(Box box) {
    float x1 = place(box.x1(), scaleX, left, width);
    float x2 = place(box.x2(), scaleX, left, width);
    return new Box(
        mirrored ? width - x2 : x1,
        place(box.y1(), scaleY, top, height),
        mirrored ? width - x1 : x2,
        place(box.y2(), scaleY, top, height),
        box.label());
  }

  private static float place(float at, double scale, double offset, int size) {
    return (float) Math.max(0, Math.min(size, at * scale - offset));
  }

  /** Takes for each new pixel the class of the nearest old one. */
  private ClassMask move(ClassMask mask) {
    int[] columns = new int[width];
    for (int x = 0; x < width; x++) {
      int to = mirrored ? width - 1 - x : x;
      columns[to] = nearest(x, scaleX, left, mask.width());
    }
    byte[] classes = new byte[height * width];
    for (int y = 0; y < height; y++) {
      int row = nearest(y, scaleY, top, mask.height()) * mask.width();
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = mask.classes()[row + columns[x]];
      }
    }
    return new ClassMask(height, width, classes);
  }

  private static int nearest(int at, double scale, double offset, int size) {
    return Math.max(0, Math.min(size - 1, (int) Math.floor((at + 0.5 + offset) / scale)));
  }
}
