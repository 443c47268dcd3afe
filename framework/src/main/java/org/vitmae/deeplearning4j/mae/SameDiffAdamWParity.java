package org.vitmae.deeplearning4j.mae;

import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.config.Engine;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.ParitySuite;
import org.vitmae.parity.RecordedTraining;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks training on Deeplearning4j: losses, gradient norms and final weights ({@code adamw}). */
public final class SameDiffAdamWParity implements ParitySuite {
  @Override
  public String fixture() {
    return "adamw";
  }

  @Override
  public Engine engine() {
    return Engine.DEEPLEARNING4J;
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Nd4jStart.beforeTraining();
    for (String run : RecordedTraining.RUNS) {
      RecordedTraining.of(new Fixture(folder), run, Precision.FP32, comparisons)
          .replay(SameDiffReplay::new);
    }
  }
}
