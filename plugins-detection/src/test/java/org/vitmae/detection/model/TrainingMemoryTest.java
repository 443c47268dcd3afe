package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.DetectorConfig.PyramidKind;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.ObjectMasks;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ResidentMemory;

/**
 * Measures the memory of training Mask R-CNN on ViTDet's backbone: ViT-B, one image of 1024 x 1024
 * pixels, windows of 14 patches, 4 global blocks, relative positions; docs/benchmarks.md quotes it.
 */
@Tag("slow")
class TrainingMemoryTest {
  private static final int SIDE = 1024;
  private static final int CLASSES = 80;
  private static final long LIMIT = 16L << 30;
  private static final ImageSize SIZE = new ImageSize(SIDE, SIDE);

  @ParameterizedTest
  @CsvSource({"BF16, true", "FP32, true", "BF16, false"})
  void aStepOnALargeImageTakesLessThan16Gigabytes(Precision precision, boolean checkpointing) {
    ComputeThreads.configure(1);
    ModelConfig model = base();
    DetectorConfig detector =
        new DetectorConfig(
            PyramidKind.SIMPLE,
            256,
            4,
            DetectorConfig.Heads.VITDET,
            1024,
            32,
            100,
            14,
            4,
            true,
            checkpointing);
    try (NamedParameters parameters = new NamedParameters()) {
      Weights weights = new Weights(parameters, Device.CPU, 0);
      VitBackbone backbone =
          VitBackbone.create(weights, model, new PatchGrid(64, 64, 16, 3), detector);
      TwoStageDetector head =
          new TwoStageDetector(
              weights.child("head"),
              TwoStageConfig.of(CLASSES, 256, 1024, true, HeadDesign.VITDET, 32, 100));
      AdamW adamW =
          new AdamW(
              parameters,
              ParameterGroup.of(
                  parameters, WeightDecayRule.FINE_TUNING, 0.1, new LayerDecay(0.7, 12)),
              0.9,
              0.999,
              0,
              Device.CPU);
      ResidentMemory.resetPeak();
      long start = System.nanoTime();
      step(backbone, head, precision);
      adamW.step(1e-4);
      double seconds = (System.nanoTime() - start) / 1e9;
      long peak = ResidentMemory.peakBytes();
      adamW.close();

      System.out.printf(
          "Mask R-CNN step, %s, %s: peak %.1f GB, %.0f s%n",
          precision, checkpointing ? "blocks computed again" : "all kept", peak / 1e9, seconds);
      if (checkpointing) {
        assertThat(peak).isLessThan(LIMIT);
      }
    }
  }

  private static void step(VitBackbone backbone, TwoStageDetector head, Precision precision) {
    try (Scope scope = new Scope()) {
      Tensor imgs = TinyDetection.random("imgs", 1, 3, SIDE, SIDE);
      Tensor loss;
      try (Autocast autocast = new Autocast(Device.CPU, precision)) {
        List<Tensor> pyramid = backbone.apply(PatchedImages.ofNormalized(imgs, 16), DropPath.NONE);
        loss = head.loss(pyramid, SIZE, List.of(SIZE), List.of(truth()), TinyDetection.DRAWS);
      }
      backbone.backward(loss);
    }
  }

  /** Seven objects of several sizes, as many as an image of COCO has. */
  private static Truth truth() {
    int objects = 7;
    float[] boxes = new float[4 * objects];
    long[] labels = new long[objects];
    for (int i = 0; i < objects; i++) {
      float corner = 60 * i;
      float side = 32 + 80 * i;
      boxes[4 * i] = corner;
      boxes[4 * i + 1] = corner;
      boxes[4 * i + 2] = corner + side;
      boxes[4 * i + 3] = corner + side;
      labels[i] = i;
    }
    return new Truth(
        Tensors.of(boxes, Device.CPU, objects, 4),
        Tensors.of(labels, Device.CPU, objects),
        Optional.of(new ObjectMasks(SIDE, SIDE, new byte[objects * SIDE * SIDE])));
  }

  private static ModelConfig base() {
    return ModelConfig.of(16, new Blocks(768, 12, 12), new Blocks(512, 8, 16));
  }
}
