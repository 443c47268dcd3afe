package org.vitmae.image;

/**
 * A rectangle of whole pixels.
 *
 * @param top first row
 * @param left first column
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Window(int top, int left, int height, int width) {
  public Window {
    if (top < 0 || left < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a window needs top, left >= 0 and height, width >= 1, got top=%d, left=%d, %d x %d"
              .formatted(top, left, height, width));
    }
  }

  /** Returns the window that covers everything of a given size. */
  public static Window whole(int height, int width) {
    return new Window(0, 0, height, width);
  }

  /**
   * Checks that this window lies inside.
   *
   * @throws IllegalArgumentException if it does not
   */
  void requireInside(int rows, int columns) {
    if (top + height > rows || left + width > columns) {
      throw new IllegalArgumentException(
          "%s does not lie inside %d rows and %d columns".formatted(this, rows, columns));
    }
  }
}
