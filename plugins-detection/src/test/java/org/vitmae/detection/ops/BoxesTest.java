package org.vitmae.detection.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class BoxesTest {
  private Scope scope;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void decodingInvertsEncoding() {
    Tensor boxes = boxes(10, 20, 30, 60, 0, 0, 5, 9);
    Tensor references = boxes(12, 18, 40, 50, 1, 1, 6, 6);

    Tensor offsets = BoxCoder.REGION.encode(boxes, references);
    float[] back = Tensors.toFloats(BoxCoder.REGION.decode(offsets, references));

    assertThat(back).containsExactly(Tensors.toFloats(boxes), within(1e-4f));
  }

  @Test
  void noBoxesAreDecodedToNone() {
    Tensor none = Tensors.of(new float[0], Device.CPU, 0, 8);

    assertThat(Tensors.shape(BoxCoder.PROPOSAL.decode(none, boxes()))).containsExactly(0, 8);
  }

  @Test
  void boxesThatOnlyTouchDoNotOverlapAndFarOnesHaveNegativeGiou() {
    Tensor box = boxes(0, 0, 2, 2);
    Tensor others = boxes(2, 0, 4, 2, 6, 0, 8, 2);

    assertThat(Tensors.toFloats(Boxes.iou(box, others))).containsExactly(0, 0);
    assertThat(Tensors.toFloats(Boxes.giou(box, others))).containsExactly(0, -0.5f);
  }

  @Test
  void withoutObjectsEveryCandidateIsBackground() {
    Matcher matcher = new Matcher(0.7, 0.3, true);

    long[] matched =
        Tensors.toLongs(matcher.match(Boxes.iou(boxes(), boxes(0, 0, 1, 1, 1, 1, 2, 2))));

    assertThat(matched).containsExactly(Matcher.BACKGROUND, Matcher.BACKGROUND);
  }

  @Test
  void thresholdsInTheWrongOrderAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Matcher(0.3, 0.7, false))
        .withMessage("background must be at most foreground, got 0.7 and 0.3");
  }

  @Test
  void theSamplerFillsUpWithBackgroundAndSkipsIgnored() {
    long[] matched = {-1, 0, -2, 3, -1, 1, -1, -1, -2, 0};

    BalancedSampler.Drawn drawn = new BalancedSampler(6, 0.5).draw(matched, random());

    assertThat(LongStream.of(drawn.positive()).boxed())
        .hasSize(3)
        .isSubsetOf(1L, 3L, 5L, 9L)
        .isSorted();
    assertThat(LongStream.of(drawn.negative()).boxed())
        .hasSize(3)
        .isSubsetOf(0L, 4L, 6L, 7L)
        .isSorted();
    assertThat(drawn.all()).hasSize(6).startsWith(drawn.positive());
    assertThat(new BalancedSampler(6, 0.5).draw(matched, random()).all())
        .containsExactly(drawn.all());
  }

  @Test
  void theSamplerDrawsEveryCandidateEquallyOften() {
    long[] matched = {0, 0, 0, 0, -1, -1, -1, -1};
    int[] drawn = new int[matched.length];

    for (int i = 0; i < 4000; i++) {
      BalancedSampler sampler = new BalancedSampler(2, 0.5);
      for (long candidate : sampler.draw(matched, Draws.of(3, "sample", 0, i)).all()) {
        drawn[(int) candidate]++;
      }
    }

    assertThat(IntStream.of(drawn).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(900, 1100));
  }

  @Test
  void anchorsFollowRowsColumnsRatiosAndSizes() {
    AnchorLevel level = new AnchorLevel(List.of(8.0, 16.0), List.of(1.0, 4.0));

    assertThat(level.perCell()).isEqualTo(4);
    assertThat(level.base())
        .containsExactly(-4, -4, 4, 4, -8, -8, 8, 8, -2, -8, 2, 8, -4, -16, 4, 16);
    float[] grid = level.grid(2, 3, 10, 20);
    assertThat(grid).hasSize(2 * 3 * 16);
    assertThat(Arrays.copyOfRange(grid, 5 * 16, 5 * 16 + 4)).containsExactly(36, 6, 44, 14);
  }

  @Test
  void anchorsOfCellsThatAreNoWholePixelsStayOnThem() {
    AnchorLevel level = new AnchorLevel(List.of(8.0), List.of(1.0));

    float[] grid = level.grid(288, 288, 3.5, 3.5); // patches of 14 pixels, doubled twice

    assertThat(Arrays.copyOfRange(grid, grid.length - 4, grid.length))
        .containsExactly(1000.5f, 1000.5f, 1008.5f, 1008.5f);
  }

  private static Tensor boxes(float... sides) {
    return Tensors.of(sides, Device.CPU, sides.length / 4, 4);
  }

  private static RandomGenerator random() {
    return Draws.of(1, "sample", 0, 0);
  }
}
