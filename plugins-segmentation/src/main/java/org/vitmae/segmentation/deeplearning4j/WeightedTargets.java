package org.vitmae.segmentation.deeplearning4j;

import java.util.List;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.data.Batch;
import org.vitmae.segmentation.targets.PixelTargets;

/**
 * What a U-Net learns of a batch: of every pixel its class and how much that counts and, where
 * objects are learned, its relief and how much that counts.
 *
 * <p>The losses of a batch are means over its labeled pixels, those of classes weighted, as
 * PyTorch's cross-entropy has them. Deeplearning4j divides sums by the number of images, so the
 * weights of a batch add up to that number.
 */
final class WeightedTargets {
  private final double crossEntropy;
  private final double[] classWeights;
  private final boolean instances;

  WeightedTargets(SegmenterConfig segmenter, int classes) {
    crossEntropy = segmenter.loss().crossEntropy();
    instances = segmenter.instances();
    classWeights = new double[classes];
    List<Double> given = segmenter.loss().classWeights();
    for (int k = 0; k < classes; k++) {
      classWeights[k] = given.isEmpty() ? 1 : given.get(k);
    }
  }

  /** Returns how many numbers each pixel has. */
  int channels() {
    return instances ? 4 : 2;
  }

  /** Returns the targets of a batch of training images, [N, channels, H, W]. */
  float[] of(Batch batch) {
    PixelTargets pixels = PixelTargets.of(batch, instances);
    int size = batch.height() * batch.width();
    int labeled = 0;
    double weights = 0;
    for (int i = 0; i < pixels.classes().length; i++) {
      if (pixels.isLabeled(i)) {
        labeled++;
        weights += classWeights[pixels.classes()[i] & 0xff];
      }
    }
    float[] targets = new float[batch.size() * channels() * size];
    for (int i = 0; i < pixels.classes().length; i++) {
      if (pixels.isLabeled(i)) {
        int to = i / size * channels() * size + i % size;
        int label = pixels.classes()[i] & 0xff;
        targets[to] = label;
        targets[to + size] = share(crossEntropy * classWeights[label], weights, batch.size());
        if (instances) {
          targets[to + 2 * size] = pixels.relief().orElseThrow()[i];
          targets[to + 3 * size] = share(1, labeled, batch.size());
        }
      }
    }
    return targets;
  }

  private static float share(double weight, double all, int images) {
    return all == 0 ? 0 : (float) (weight / all * images);
  }
}
