package org.vitmae.segmentation.inference;

import org.vitmae.image.Image;

/** Brings the probabilities of a {@link ScaledView} to the pixels of some columns of the source. */
final class SourceView {
  private final ScaledView view;
  private final int scores;
  private final Bilinear down;
  private final Bilinear across;

  private SourceView(ScaledView view, int scores, Bilinear down, Bilinear across) {
    this.view = view;
    this.scores = scores;
    this.down = down;
    this.across = across;
  }

  /**
   * Looks at an image.
   *
   * @param size at which the image is looked at
   * @param source its size as it is judged
   */
  static SourceView of(
      Image image,
      Size size,
      Size source,
      Strip strip,
      WindowModel windows,
      WindowProbabilities model) {
    Bilinear across = Bilinear.of(size.width(), source.width(), strip.first(), strip.end());
    ScaledView view =
        new ScaledView(
            image, size.height(), size.width(), across.first(), across.end(), windows, model);
    return new SourceView(
        view,
        windows.scores(),
        Bilinear.of(size.height(), source.height(), 0, source.height()),
        across);
  }

  /**
   * Adds the probabilities of a row of the source; rows are asked for downwards.
   *
   * @param sums [K, columns of the strip]
   */
  void add(int y, float[] sums) {
    float[] upper = view.row(down.upper()[y]); // computes what both rows need
    float[] lower = view.row(down.lower()[y]);
    float weight = down.weight()[y];
    int width = across.lower().length;
    int inputs = across.end() - across.first();
    for (int k = 0; k < scores; k++) {
      int from = k * inputs - across.first();
      for (int x = 0; x < width; x++) {
        int left = from + across.lower()[x];
        int right = from + across.upper()[x];
        float share = across.weight()[x];
        float above = lower[left] + share * (lower[right] - lower[left]);
        float below = upper[left] + share * (upper[right] - upper[left]);
        sums[k * width + x] += above + weight * (below - above);
      }
    }
  }
}
