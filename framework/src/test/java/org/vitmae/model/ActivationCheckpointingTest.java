package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.config.ModelConfig;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ResidentMemory;

class ActivationCheckpointingTest {
  private static final AttentionLayout LAYOUT = new AttentionLayout(2, 2, true);
  private static final int DEPTH = 4;
  private static final int N = 3;

  /** An encoder and what a training step needs of it. */
  private record Encoder(
      NamedParameters parameters,
      VisionTransformer model,
      Backpropagation backpropagation,
      PatchGrid grid,
      Precision precision)
      implements AutoCloseable {
    static Encoder of(Backpropagation backpropagation, PatchGrid grid, Precision precision) {
      NamedParameters parameters = new NamedParameters();
      VisionTransformer model =
          VisionTransformer.ofPatches(
              new Weights(parameters, Device.CPU, 1),
              TinyMae.config(2, DEPTH, true, ModelConfig.Loss.L2),
              grid,
              LAYOUT,
              backpropagation);
      return new Encoder(parameters, model, backpropagation, grid, precision);
    }

    /** Returns a loss that reads the given blocks. */
    Tensor loss(int images, int... blocks) {
      List<Tensor> seen = new ArrayList<>();
      DropPath dropPath =
          DropPath.draw(0.5, DEPTH, 1, 0, new long[images], Device.CPU); // equal ids, equal draws
      try (Autocast autocast = new Autocast(Device.CPU, precision)) {
        model.encode(
            TinyMae.patched(TinyMae.noise(grid, images, 1), grid),
            dropPath,
            (name, value) -> {
              for (int block : blocks) {
                if (name.equals("blocks." + block)) {
                  seen.add(value.mul(new Scalar(1 + block)));
                }
              }
            });
        return seen.stream().map(x -> x.sin().mean()).reduce(Tensor::add).orElseThrow();
      }
    }

    Map<String, float[]> gradients() {
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (String name : parameters.trainable()) {
        Tensor gradient = parameters.get(name).grad();
        gradients.put(name, gradient.defined() ? Tensors.toFloats(gradient) : new float[0]);
      }
      return gradients;
    }

    void step(int images, int... blocks) {
      try (Scope scope = new Scope()) {
        backpropagation.backward(loss(images, blocks));
        for (String name : parameters.trainable()) {
          parameters.get(name).mutable_grad().reset();
        }
      }
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void lossAndGradientsAreThoseOfAnOrdinaryStepBitByBit(Precision precision) {
    try (Scope scope = new Scope();
        Encoder keeping = Encoder.of(Backpropagation.KEEPING, TinyMae.GRID, precision);
        Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, precision)) {
      for (int microBatch = 0; microBatch < 2; microBatch++) {
        Tensor expected = keeping.loss(N, DEPTH - 1);
        Tensor loss = again.loss(N, DEPTH - 1);
        assertThat(loss.item_double()).isEqualTo(expected.item_double());
        keeping.backpropagation().backward(expected);
        again.backpropagation().backward(loss);
      }
      Map<String, float[]> expected = keeping.gradients();
      assertThat(again.gradients().keySet()).isEqualTo(expected.keySet());
      again.gradients().forEach((name, g) -> assertThat(g).as(name).isEqualTo(expected.get(name)));
    }
  }

  @Test
  void severalBlocksCanBeRead() {
    try (Scope scope = new Scope();
        Encoder keeping = Encoder.of(Backpropagation.KEEPING, TinyMae.GRID, Precision.FP32);
        Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, Precision.FP32)) {
      keeping.backpropagation().backward(keeping.loss(N, 0, 1, 2, 3));
      again.backpropagation().backward(again.loss(N, 0, 1, 2, 3));

      Map<String, float[]> expected = keeping.gradients();
      // Three gradients meet where a block is read and added up in another order.
      again
          .gradients()
          .forEach(
              (name, g) ->
                  assertThat(g)
                      .as(name)
                      .usingComparatorWithPrecision(1e-6f)
                      .containsExactly(expected.get(name)));
    }
  }

  @Test
  void blocksAboveTheLastOneReadGetNoGradient() {
    try (Scope scope = new Scope();
        Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, Precision.FP32)) {
      again.backpropagation().backward(again.loss(N, 1));

      assertThat(again.gradients().get("blocks.1.mlp.fc1.weight")).isNotEmpty();
      assertThat(again.gradients().get("blocks.2.mlp.fc1.weight")).isEmpty();
    }
  }

  @Test
  void withoutGradientsNothingIsKept() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, Precision.FP32)) {
      double once = again.loss(N, DEPTH - 1).item_double();

      assertThat(again.loss(N, DEPTH - 1).item_double()).isEqualTo(once);
    }
  }

  @Test
  void gradientsThatWereNotComputedAreAnError() {
    try (Scope scope = new Scope();
        Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, Precision.FP32)) {
      again.loss(N, DEPTH - 1).backward();

      assertThatIllegalStateException()
          .isThrownBy(() -> again.loss(N, DEPTH - 1))
          .withMessageContaining("compute them by backward(loss) of the model, not of the loss");
    }
  }

  @Test
  void whatBlocksNeedForGradientsIsNotHeldAfterTheForwardPass() {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")),
        "this system does not tell how much memory is resident");
    assumeTrue(
        System.getenv("MALLOC_TRIM_THRESHOLD_") == null,
        "with the memory settings of bin/vitmae what is freed stays resident");
    PatchGrid grid = new PatchGrid(24, 24, 2, 1);
    try (Encoder keeping = Encoder.of(Backpropagation.KEEPING, grid, Precision.FP32);
        Encoder again = Encoder.of(new ActivationCheckpointing(), grid, Precision.FP32)) {
      long kept = held(keeping);
      long recomputed = held(again);

      // Scores of attention of two global blocks, 40 MB each: 16 images, 2 heads, 576 x 576. Pages
      // that other tests left resident take some of them without adding to what is.
      assertThat(kept).isBetween(60L << 20, 150L << 20);
      assertThat(recomputed).isLessThan(kept / 3);
    }
  }

  @Test
  void twoHundredStepsLeaveNothingBehind() {
    try (Encoder again = Encoder.of(new ActivationCheckpointing(), TinyMae.GRID, Precision.BF16)) {
      again.step(N, 1, 3);
      long before = Pointer.totalCount();
      for (int step = 0; step < 200; step++) {
        again.step(N, 1, 3);
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  private static long held(Encoder encoder) {
    encoder.step(1, DEPTH - 1);
    try (Scope scope = new Scope()) {
      long before = ResidentMemory.currentBytes();
      Tensor loss = encoder.loss(16, DEPTH - 1);
      long held = ResidentMemory.currentBytes() - before;
      encoder.backpropagation().backward(loss);
      return held;
    }
  }
}
