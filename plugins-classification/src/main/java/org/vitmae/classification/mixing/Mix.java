package org.vitmae.classification.mixing;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.vitmae.config.MixConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.image.Window;

/**
 * How a batch is mixed with itself in reverse order, as timm does in its mode {@code batch}.
 *
 * @param share share of every image's own label
 * @param box cutmix: the pixels that come from the other image; empty for mixup, where every pixel
 *     is a sum by {@code share}
 */
public record Mix(double share, Optional<Window> box) {
  /** Leaves a batch as it is. */
  public static final Mix NONE = new Mix(1, Optional.empty());

  /** Draws for one batch, from (seed, epoch, first sample id). */
  public static Mix draw(MixConfig config, long seed, Batch batch) {
    if (!config.isOn()) {
      return NONE;
    }
    RandomGenerator random = Draws.of(seed, "mix", batch.epoch(), batch.ids()[0]);
    boolean mixes = random.nextDouble() < config.probability();
    boolean switches = random.nextDouble() < config.switchProbability();
    if (!mixes) {
      return NONE;
    }
    boolean cutmix = config.cutmixAlpha() > 0 && (config.mixupAlpha() == 0 || switches);
    double lambda = Beta.draw(cutmix ? config.cutmixAlpha() : config.mixupAlpha(), random);
    if (!cutmix) {
      return new Mix(lambda, Optional.empty());
    }
    int height = batch.height();
    int width = batch.width();
    return box(lambda, random.nextInt(height), random.nextInt(width), height, width)
        .map(box -> cutmix(box, height, width))
        .orElse(NONE);
  }

  /** Mixes by a box; the share is that of the pixels outside. */
  public static Mix cutmix(Window box, int height, int width) {
    double area = (double) box.height() * box.width();
    return new Mix(1 - area / ((double) height * width), Optional.of(box));
  }

  /**
   * Returns the box of area {@code 1 - lambda} around a middle, cut off at the border; empty if
   * nothing is left.
   */
  static Optional<Window> box(double lambda, int middleY, int middleX, int height, int width) {
    double side = Math.sqrt(1 - lambda);
    int halfHeight = (int) (height * side) / 2;
    int halfWidth = (int) (width * side) / 2;
    int top = Math.max(0, middleY - halfHeight);
    int left = Math.max(0, middleX - halfWidth);
    int rows = Math.min(height, middleY + halfHeight) - top;
    int columns = Math.min(width, middleX + halfWidth) - left;
    return rows < 1 || columns < 1
        ? Optional.empty()
        : Optional.of(new Window(top, left, rows, columns));
  }

  /** Tells whether the batch stays as it is. */
  public boolean isNone() {
    return share == 1;
  }

  /** Returns what each pixel keeps of its own image, [H, W] row by row; the rest is the other's. */
  public float[] pixelShares(int height, int width) {
    float[] shares = new float[height * width];
    Arrays.fill(shares, box.isPresent() ? 1 : (float) share);
    box.ifPresent(
        inside -> {
          for (int y = inside.top(); y < inside.top() + inside.height(); y++) {
            int from = y * width + inside.left();
            Arrays.fill(shares, from, from + inside.width(), 0);
          }
        });
    return shares;
  }

  /**
   * Returns rows mixed like the images.
   *
   * @param rows [N, C] row by row
   */
  public float[] ofRows(float[] rows, int width) {
    if (isNone()) {
      return rows;
    }
    float[] mixed = new float[rows.length];
    int last = rows.length / width - 1;
    for (int i = 0; i < rows.length; i++) {
      int partner = (last - i / width) * width + i % width;
      mixed[i] = (float) (share * rows[i] + (1 - share) * rows[partner]);
    }
    return mixed;
  }

  /**
   * Returns the targets of the softmax, [N, C] row by row: the smoothed label of each image and
   * that of its partner, by their shares.
   *
   * @param smoothing share of each target spread over all classes (Szegedy et al. 2016, sec. 7)
   */
  public float[] targets(int[] labels, int classes, double smoothing) {
    float[] targets = new float[labels.length * classes];
    Arrays.fill(targets, (float) (smoothing / classes));
    for (int n = 0; n < labels.length; n++) {
      int own = labels[n];
      int partner = labels[labels.length - 1 - n];
      double ownShare = own == partner ? 1 : share;
      targets[n * classes + partner] =
          (float) ((1 - share) * (1 - smoothing) + smoothing / classes);
      targets[n * classes + own] = (float) (ownShare * (1 - smoothing) + smoothing / classes);
    }
    return targets;
  }
}
