package org.vitmae.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.config.SourceConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.model.Cost;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;

/**
 * A model to time.
 *
 * @param name what to call it
 * @param imageSize side of the square images in pixels
 * @param batchSize images per batch
 * @param steps batches to time, at least 1
 */
public record BenchCase(String name, ModelConfig model, int imageSize, int batchSize, int steps) {
  static final int CHANNELS = 3;

  /** Batches with pixels of their own, used in turn. */
  private static final int BATCHES = 2;

  public BenchCase {
    if (batchSize < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "batch and steps must be at least 1, got %d and %d".formatted(batchSize, steps));
    }
  }

  /** Returns a model at 224 x 224 pixels, the paper's size. */
  public static BenchCase of(BenchModel model, int batchSize, int steps) {
    return new BenchCase(
        "%s 224/%d".formatted(model.label(), model.config().patchSize()),
        model.config(),
        224,
        batchSize,
        steps);
  }

  /** Returns the same model and images with another batch. */
  BenchCase withBatch(int images) {
    return new BenchCase(name, model, imageSize, images, steps);
  }

  /** Returns the same model on images of another size. */
  BenchCase withImageSize(int side) {
    return new BenchCase(name, model, side, batchSize, steps);
  }

  /** Returns another encoder, with heads as wide as before. */
  BenchCase withEncoder(int depth, int numHeads) {
    int headWidth = model.embedDim() / model.numHeads();
    return withModel(name, model.withEncoder(new Blocks(numHeads * headWidth, depth, numHeads)));
  }

  /** Returns another decoder, named for it. */
  BenchCase withDecoder(int depth, boolean maskTokensInEncoder) {
    Blocks decoder = model.decoder();
    return withModel(
        "%s %s [M], decoder %d".formatted(name, maskTokensInEncoder ? "w/" : "w/o", depth),
        model
            .withDecoder(new Blocks(decoder.width(), depth, decoder.heads()))
            .withMaskTokensInEncoder(maskTokensInEncoder));
  }

  private BenchCase withModel(String otherName, ModelConfig other) {
    return new BenchCase(otherName, other, imageSize, batchSize, steps);
  }

  /** Returns the number of tokens of a whole image, 1 + L. */
  int tokens() {
    return 1 + Cost.patches(model, data());
  }

  /** Returns the number of tokens that the encoder sees in pretraining. */
  int encodedTokens() {
    return model.maskTokensInEncoder() ? tokens() : 1 + Cost.keptPatches(model, data(), masking());
  }

  /** Makes the model with initial weights, to be pretrained. */
  MaePretraining pretraining(Device device, Precision precision) {
    return new MaePretraining(model, data(), masking(), device, precision, 0);
  }

  DataConfig data() {
    return data(imageSize);
  }

  /** Returns square color images with ImageNet's mean and deviation. */
  static DataConfig data(int imageSize) {
    return new DataConfig(
        "bench",
        DataConfig.Format.SCENES,
        SourceConfig.NONE,
        SourceConfig.NONE,
        SourceConfig.NONE,
        0,
        0,
        0,
        "",
        imageSize,
        imageSize,
        CHANNELS,
        List.of(0.485, 0.456, 0.406),
        List.of(0.229, 0.224, 0.225),
        DataConfig.OnCorrupt.FAIL,
        1,
        DataConfig.Target.CLASS,
        List.of(),
        MaskConfig.NONE);
  }

  MaskingConfig masking() {
    return new MaskingConfig(MaskingConfig.Strategy.RANDOM, 0.75);
  }

  /** Returns an endless supply of batches of random pixels, each masked in its own way. */
  BatchCycle batches() {
    List<byte[]> pixels = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      RandomGenerator random = Draws.of(0, "bench", 0, i);
      byte[] values = new byte[batchSize * imageSize * imageSize * CHANNELS];
      random.nextBytes(values);
      pixels.add(values);
    }
    return number ->
        new Batch(
            number,
            ids(),
            batchSize,
            imageSize,
            imageSize,
            CHANNELS,
            pixels.get(number % BATCHES),
            Collections.nCopies(batchSize, Annotation.none()));
  }

  private long[] ids() {
    long[] ids = new long[batchSize];
    for (int i = 0; i < batchSize; i++) {
      ids[i] = i;
    }
    return ids;
  }

  /** Batches by their number, from 0 on. */
  interface BatchCycle {
    Batch get(int number);
  }
}
