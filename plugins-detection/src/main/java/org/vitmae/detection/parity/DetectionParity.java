package org.vitmae.detection.parity;

import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/**
 * Checks the operators of detection, forward and gradient ({@code detection_ops}). They always run
 * in full precision, whatever precision is asked for, as they do in training.
 */
public final class DetectionParity implements ParitySuite {
  @Override
  public String fixture() {
    return "detection_ops";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    try (Scope scope = new Scope()) {
      new BoxParity(fixture, device, comparisons).all();
      new LossParity(fixture, device, comparisons).all();
      new PoolingParity(fixture, device, comparisons).all();
      new ProposalParity(fixture, device, comparisons).all();
      new RegionParity(fixture, device, comparisons).all();
    }
  }
}
