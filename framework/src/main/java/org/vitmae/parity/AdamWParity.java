package org.vitmae.parity;

import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * Checks training itself: learning rates, losses, gradient norms and final weights of the recorded
 * runs ({@code adamw}), which start from the weights of the {@code mae_tiny} fixture beside it.
 */
public final class AdamWParity implements ParitySuite {
  @Override
  public String fixture() {
    return "adamw";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    for (String run : RecordedTraining.RUNS) {
      RecordedTraining.of(fixture, run, precision, comparisons)
          .replay((start, batches) -> new TorchReplay(start, batches, device, precision));
    }
  }
}
