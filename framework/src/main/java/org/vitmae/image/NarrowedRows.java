package org.vitmae.image;

/**
 * The rows of a window, resampled to another width, for one who asks for them from top to bottom.
 *
 * <p>Two rows are computed at a time: their values lie in the two halves of a long, so that one
 * multiplication serves both. The sums of each row fit 32 bits, so neither disturbs the other but
 * for a borrow, which is given back. Only a few rows are kept, and so stay in the processor's
 * cache.
 */
final class NarrowedRows {
  private static final long HALVES = ResampleWeights.HALF + ((long) ResampleWeights.HALF << 32);

  private final Image image;
  private final Window window;
  private final ResampleWeights columns;
  private final byte[] upper;
  private final byte[] lower;

  /** Both rows; the zeros behind them are what weights of 0 are multiplied with. */
  private final long[] both;

  private final int[][] kept;
  private int done;

  /**
   * Computes nothing yet.
   *
   * @param window the only pixels that are read; its columns are those from the first to the last
   *     that {@code columns} takes
   * @param span distance from the oldest row still asked for to the newest, at most
   */
  NarrowedRows(Image image, Window window, ResampleWeights columns, int span) {
    this.image = image;
    this.window = window;
    this.columns = columns;
    int channels = image.channels();
    this.upper = new byte[window.width() * channels];
    this.lower = new byte[window.width() * channels];
    this.both = new long[(window.width() + columns.taps()) * channels];
    this.kept = new int[(span + 3) / 2 * 2][columns.size() * channels];
  }

  /**
   * Returns a row of the window, 0 to 255 each, [new width * C]; below the window its last row,
   * which nobody gives a weight there.
   */
  int[] row(int row) {
    int inside = Math.min(row, window.height() - 1);
    while (done <= inside) {
      computeTwo();
    }
    return kept[inside % kept.length];
  }

  private void computeTwo() {
    int next = Math.min(done + 1, window.height() - 1);
    image.copyRow(window.top() + done, window.left(), window.width(), upper, 0);
    image.copyRow(window.top() + next, window.left(), window.width(), lower, 0);
    for (int i = 0; i < upper.length; i++) {
      both[i] = (upper[i] & 0xffL) | (lower[i] & 0xffL) << 32;
    }
    resample(kept[done % kept.length], kept[done % kept.length + 1]);
    done += 2;
  }

  private void resample(int[] toUpper, int[] toLower) {
    int channels = image.channels();
    int taps = columns.taps();
    int[] weights = columns.weights();
    for (int x = 0, to = 0; x < columns.size(); x++) {
      int from = (columns.start(x) - columns.first()) * channels;
      for (int c = 0; c < channels; c++, to++) {
        long sum = HALVES;
        int at = from + c;
        for (int k = x * taps; k < (x + 1) * taps; k += 4, at += 4 * channels) {
          sum +=
              both[at] * weights[k]
                  + both[at + channels] * weights[k + 1]
                  + both[at + 2 * channels] * weights[k + 2]
                  + both[at + 3 * channels] * weights[k + 3];
        }
        int low = (int) sum;
        toUpper[to] = ResampleWeights.value(low);
        toLower[to] = ResampleWeights.value((int) (sum - low >> 32));
      }
    }
  }
}
