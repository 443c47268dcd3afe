package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Learner;
import org.vitmae.train.TorchLearner;

/**
 * Measures training of the small residual network on Deeplearning4j beside the same network on
 * libtorch; docs/benchmarks.md quotes it. The process's own processor time, so that a busy machine
 * does not matter much; the time on the clock says how well threads are used where it is idle.
 */
@Tag("slow")
class CnnSpeedTest {
  private static final Logger LOG = LoggerFactory.getLogger(CnnSpeedTest.class);
  private static final OperatingSystemMXBean CLOCK =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int IMAGES = 64;
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final int ROUNDS = 4;
  private static final int STEPS =
      4; // per round: the processor's clock ticks a hundred times a second

  /** Three times is the goal; without oneDNN it is more than ten. */
  private static final double GENEROUS = 6;

  /** Images per second of processor time and of the clock, of the best round. */
  private record Speed(double perProcessorSecond, double perSecond) {}

  @AfterEach
  void giveThreadsBack() {
    useThreads(Integer.getInteger("compute.threads", 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isNotMuchSlowerThanLibtorch(int threads) {
    useThreads(threads);
    Speed deeplearning4j = speed(Requests.cnnArm(Architecture.SMALL_RESIDUAL, request()));
    Speed libtorch = speed(libtorch());

    LOG.warn(
        "{} threads: Deeplearning4j {}, libtorch {}: {} times the processor time, {} times the"
            + " time",
        threads,
        deeplearning4j,
        libtorch,
        libtorch.perProcessorSecond() / deeplearning4j.perProcessorSecond(),
        libtorch.perSecond() / deeplearning4j.perSecond());
    assertThat(libtorch.perProcessorSecond())
        .isLessThan(GENEROUS * deeplearning4j.perProcessorSecond());
  }

  private static void useThreads(int threads) {
    ComputeThreads.configure(threads);
    Nd4jStart.beforeTraining();
  }

  private static ArmRequest request() {
    return Requests.cnn(SIDE, 3, CLASSES, Requests.recipe(), 0);
  }

  private static Speed speed(Learner network) {
    Batch batch = Batches.bands(IMAGES, SIDE, 3, CLASSES, 0);
    double processor = 0;
    double clock = 0;
    try (network) {
      for (int round = 0; round < ROUNDS; round++) {
        long processorStart = CLOCK.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
          network.step(List.of(batch), 1e-3);
        }
        double images = 1e9 * STEPS * IMAGES;
        clock = Math.max(clock, images / (System.nanoTime() - start));
        processor = Math.max(processor, images / (CLOCK.getProcessCpuTime() - processorStart));
      }
    }
    return new Speed(processor, clock);
  }

  private static Learner libtorch() {
    TorchCnn network =
        new TorchCnn(
            Architecture.SMALL_RESIDUAL.network(SIDE, SIDE, 3, CLASSES),
            Requests.data(SIDE, SIDE, 3));
    List<ParameterGroup> groups =
        ParameterGroup.of(
            network.parameters(), WeightDecayRule.PRETRAINING, 0.05, new LayerDecay(1, 1));
    return new TorchLearner(
        network.parameters(),
        network::loss,
        batches -> Map.of(),
        () -> new AdamW(network.parameters(), groups, 0.9, 0.999, 0, Device.CPU),
        0,
        Device.CPU,
        Precision.FP32);
  }
}
