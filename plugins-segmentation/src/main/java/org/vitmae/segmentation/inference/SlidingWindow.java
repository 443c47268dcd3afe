package org.vitmae.segmentation.inference;

import java.util.Arrays;
import java.util.List;
import org.vitmae.config.DataConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.config.SegmenterConfig.Inference;
import org.vitmae.data.Batch;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;

/**
 * Tells the class of every pixel of an image of any size, by windows of the size that a model sees.
 *
 * <p>What is averaged, over overlapping windows, mirrored windows and scales, are probabilities:
 * the softmax over classes, the sigmoid of the relief. Those of other sizes are brought to the
 * source's by bilinear interpolation with half-pixel centers. An image smaller than a window lies
 * at its top left; the rest has the mean color.
 *
 * <p>The image is swept downwards. Memory holds the rows of one window, and of a very wide image or
 * with very many classes a strip of its columns at a time; only windows across the edges of strips
 * are computed twice. The result does not depend on the strips.
 */
public final class SlidingWindow {
  private static final long PROBABILITY_BYTES = 384L << 20;
  private static final int LEAST_COLUMNS = 16;

  private final Inference inference;
  private final List<Double> scales;
  private final WindowModel windows;
  private final boolean relief;
  private final long probabilityBytes;

  /**
   * Creates the way to look at images that a definition asks for.
   *
   * @param data image size and channels that the model sees
   * @param scores K; if {@code segmenter} has instances, the last one is the relief
   */
  public SlidingWindow(SegmenterConfig segmenter, DataConfig data, int scores) {
    this(segmenter, data, scores, PROBABILITY_BYTES);
  }

  /** Creates one that keeps at most so many bytes of probabilities, if it can. */
  SlidingWindow(SegmenterConfig segmenter, DataConfig data, int scores, long probabilityBytes) {
    inference = segmenter.inference();
    scales = segmenter.scales();
    windows = WindowModel.of(segmenter, data, scores);
    relief = segmenter.instances();
    this.probabilityBytes = probabilityBytes;
  }

  /** Looks at one image of a batch, in the pixels of the image that it was made from. */
  public Prediction of(Batch batch, int index, WindowProbabilities model) {
    int size = batch.height() * batch.width() * batch.channels();
    byte[] pixels = Arrays.copyOfRange(batch.pixels(), index * size, (index + 1) * size);
    SourceImage source = batch.annotations().get(index).source().orElseThrow();
    return of(
        new Image(batch.height(), batch.width(), batch.channels(), pixels),
        source.height(),
        source.width(),
        model);
  }

  /**
   * Looks at an image.
   *
   * @param image with the model's channels, in the size that it is looked at
   * @param height rows of the source image, which is what is answered for
   * @param width its columns
   * @throws IllegalArgumentException if the image has another number of channels
   */
  public Prediction of(Image image, int height, int width, WindowProbabilities model) {
    if (image.channels() != windows.padding().length) {
      throw new IllegalArgumentException(
          "an image must have %d channels, got %d"
              .formatted(windows.padding().length, image.channels()));
    }
    Size source = new Size(height, width);
    List<Size> sizes = sizes(image);
    Answers answers = new Answers(source, windows.classes(), relief);
    for (Strip strip : Strip.of(width, mostColumns(sizes, source))) {
      List<SourceView> views =
          sizes.stream()
              .map(size -> SourceView.of(image, size, source, strip, windows, model))
              .toList();
      float[] sums = new float[windows.scores() * strip.width()];
      for (int y = 0; y < height; y++) {
        Arrays.fill(sums, 0);
        for (SourceView view : views) {
          view.add(y, sums);
        }
        answers.write(y, strip, sums, sizes.size());
      }
    }
    return answers.prediction();
  }

  private List<Size> sizes(Image image) {
    Size size = new Size(image.height(), image.width());
    double fit =
        inference == Inference.WINDOW
            ? 1
            : Math.min(
                (double) windows.height() / size.height(), (double) windows.width() / size.width());
    return scales.stream().map(scale -> size.times(fit * scale)).toList();
  }

  /** Returns how many columns of the source may be looked at together. */
  private long mostColumns(List<Size> sizes, Size source) {
    double bytesPerColumn = 0;
    for (Size size : sizes) {
      double rows = Math.min(windows.height(), size.height());
      bytesPerColumn += 4.0 * windows.scores() * rows * size.width() / source.width();
    }
    return Math.max(LEAST_COLUMNS, (long) (probabilityBytes / bytesPerColumn));
  }
}
