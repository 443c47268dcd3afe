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

  /**
   * Moves boxes, clipped to the new image and left out where nothing remains, and both maps of
   * pixels.
   */
  Annotation move(Annotation annotation) {
    List<Box> boxes = new ArrayList<>();
    for (Box box : annotation.boxes()) {
      Box moved = move(box);
      if (!moved.isEmpty()) {
        boxes.add(moved);
      }
    }
    return new Annotation(
        annotation.label(),
        boxes,
        annotation.mask().map(this::move),
        annotation.instances().map(this::move),
        annotation.source(),
        annotation.targets());
  }

  private Box move(Box box) {
    float x1 = place(box.x1(), scaleX, left, width);
    float x2 = place(box.x2(), scaleX, left, width);
    float y1 = place(box.y1(), scaleY, top, height);
    float y2 = place(box.y2(), scaleY, top, height);
    float before = (box.x2() - box.x1()) * (box.y2() - box.y1());
    return new Box(
        mirrored ? width - x2 : x1,
        y1,
        mirrored ? width - x1 : x2,
        y2,
        box.label(),
        box.crowd(),
        box.difficult(),
        // A part cut off is taken to hold its share of the object.
        box.area() * ((x2 - x1) * (y2 - y1) / before),
        box.mask().map(this::move));
  }

  private InstanceMask move(InstanceMask mask) {
    if (mask instanceof RunLengths runs) {
      byte[] moved = sample(runs.decode(), runs.height(), runs.width(), (byte) 0);
      return RunLengths.encode(height, width, moved);
    }
    return new Polygons(((Polygons) mask).rings().stream().map(this::move).toList());
  }

  private double[] move(double[] ring) {
    double[] moved = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      double x = ring[i] * scaleX - left;
      moved[i] = mirrored ? width - x : x;
      moved[i + 1] = ring[i + 1] * scaleY - top;
    }
    return moved;
  }

  private static float place(float at, double scale, double offset, int size) {
    return (float) Math.max(0, Math.min(size, at * scale - offset));
  }

  private ClassMask move(ClassMask mask) {
    if (isStill(mask.height(), mask.width())) {
      return mask;
    }
    return new ClassMask(
        height,
        width,
        sample(mask.classes(), mask.height(), mask.width(), (byte) ClassMask.IGNORE));
  }

  private boolean isStill(int oldHeight, int oldWidth) {
    return !mirrored
        && scaleY == 1
        && scaleX == 1
        && top == 0
        && left == 0
        && oldHeight == height
        && oldWidth == width;
  }

  private byte[] sample(byte[] values, int oldHeight, int oldWidth, byte padding) {
    byte[] moved = new byte[height * width];
    int[] from = sources(oldHeight, oldWidth);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = from[i] < 0 ? padding : values[from[i]];
    }
    return moved;
  }

  private InstanceMap move(InstanceMap map) {
    if (isStill(map.height(), map.width())) {
      return map;
    }
    char[] moved = new char[height * width];
    int[] from = sources(map.height(), map.width());
    for (int i = 0; i < moved.length; i++) {
      moved[i] = from[i] < 0 ? 0 : map.ids()[from[i]];
    }
    return new InstanceMap(height, width, moved);
  }

  /** Returns for each new pixel the nearest old one, or -1 beyond the old image. */
  private int[] sources(int oldHeight, int oldWidth) {
    int[] columns = new int[width];
    for (int x = 0; x < width; x++) {
      int to = mirrored ? width - 1 - x : x;
      columns[to] = nearest(x, scaleX, left);
    }
    int[] sources = new int[height * width];
    for (int y = 0; y < height; y++) {
      int row = nearest(y, scaleY, top);
      for (int x = 0; x < width; x++) {
        boolean inside = row < oldHeight && columns[x] < oldWidth;
        sources[y * width + x] = inside ? row * oldWidth + columns[x] : -1;
      }
    }
    return sources;
  }

  private static int nearest(int at, double scale, double offset) {
    return (int) ((at + 0.5 + offset) / scale);
  }
}
