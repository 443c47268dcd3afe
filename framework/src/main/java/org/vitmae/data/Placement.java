package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitmae.image.CenterCrop;
import org.vitmae.image.Window;

/**
 * Where the pixels of an image went, to move its annotation along: {@code x' = x * scaleX - left},
 * likewise for y, then mirrored.
 *
 * @param height of the new image
 * @param width of the new image
 * @param filled columns of the new image that show the old one, from the left on; the others are
 *     padding, which is not mirrored
 */
record Placement(
    double scaleY,
    double scaleX,
    double top,
    double left,
    int height,
    int width,
    int filled,
    boolean mirrored) {
  private record Sides(double x1, double y1, double x2, double y2) {
    /** Pixels by which rounding may move a side of the old image. */
    static final double ROUNDING = 1e-3;

    static Sides around(RunLengths pixels) {
      double[] box = pixels.bounds();
      return new Sides(box[0], box[1], box[0] + box[2], box[1] + box[3]);
    }

    Sides clip(int height, int width) {
      return new Sides(
          Math.max(0, Math.min(width, x1)),
          Math.max(0, Math.min(height, y1)),
          Math.max(0, Math.min(width, x2)),
          Math.max(0, Math.min(height, y2)));
    }

    double area() {
      return (x2 - x1) * (y2 - y1);
    }

    boolean reachesBeyond(Sides inner) {
      return inner.x1 - x1 > ROUNDING
          || inner.y1 - y1 > ROUNDING
          || x2 - inner.x2 > ROUNDING
          || y2 - inner.y2 > ROUNDING;
    }
  }

  /** A window that was cut out and resized to height x width. */
  static Placement of(Window window, int height, int width, boolean mirrored) {
    double scaleY = (double) height / window.height();
    double scaleX = (double) width / window.width();
    return new Placement(
        scaleY,
        scaleX,
        window.top() * scaleY,
        window.left() * scaleX,
        height,
        width,
        width,
        mirrored);
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
        crop.window().width(),
        false);
  }

  /**
   * Moves boxes, clipped to the new image and left out where nothing of the object remains, and
   * both maps of pixels.
   */
  Annotation move(Annotation annotation) {
    List<Box> boxes = new ArrayList<>();
    for (Box box : annotation.boxes()) {
      move(box).ifPresent(boxes::add);
    }
    return new Annotation(
        annotation.label(),
        boxes,
        annotation.mask().map(this::move),
        annotation.instances().map(this::move),
        annotation.source(),
        annotation.targets());
  }

  /** A box that is cut shrinks to what is left of its object, if the object's pixels are known. */
  private Optional<Box> move(Box box) {
    double left1 = box.x1() * scaleX - left;
    double right1 = box.x2() * scaleX - left;
    Sides moved =
        new Sides(
            mirrored ? filled - right1 : left1,
            box.y1() * scaleY - top,
            mirrored ? filled - left1 : right1,
            box.y2() * scaleY - top);
    Sides inside = moved.clip(height, width);
    Optional<RunLengths> pixels = box.mask().map(mask -> move(mask).raster(height, width));
    if (pixels.isPresent() && pixels.get().area() == 0) {
      return Optional.empty();
    }
    Sides tight = moved.reachesBeyond(inside) ? pixels.map(Sides::around).orElse(inside) : inside;
    return Optional.of(
            new Box(
                (float) tight.x1,
                (float) tight.y1,
                (float) tight.x2,
                (float) tight.y2,
                box.label(),
                box.crowd(),
                box.difficult(),
                // A part cut off is taken to hold its share of the object.
                (float)
                    (box.area() * inside.area() / ((box.x2() - box.x1()) * (box.y2() - box.y1()))),
                pixels.map(InstanceMask.class::cast)))
        .filter(kept -> !kept.isEmpty());
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
      moved[i] = mirrored ? filled - x : x;
      moved[i + 1] = ring[i + 1] * scaleY - top;
    }
    return moved;
  }

  ClassMask move(ClassMask mask) {
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
      int to = mirrored && x < filled ? filled - 1 - x : x;
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
