package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;

/** Writes whole run folders to report on. */
final class RunFixture {
  private static final String CONFUSION =
      """
      ,circle,square,"star, filled"
      circle,120,10,3
      square,22,100,12
      "star, filled",1,30,102
      """;

  private RunFixture() {}

  /** Three seeds of pretraining, fine-tuning, a CNN and the baseline, from scratch. */
  static Path complete(Path experiment) throws IOException {
    double[] fineTune = {0.70, 0.72, 0.71};
    double[] cnn = {0.55, 0.63, 0.60};
    double[] scratch = {0.58, 0.61, 0.59};
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture pretrain = CellFixture.pretrain(experiment, seed);
      pretrain.manifest.withArray("notes").add("Hidden patches are shown in predicted colors.");
      for (int k = 0; k < 4; k++) {
        pretrain.reconstruction(k);
      }
      pretrain.write();
      CellFixture tuned = CellFixture.arm(experiment, "fine-tune", seed, fineTune[seed - 1]);
      tuned.from("pretrain-s" + seed).confusion(CONFUSION).write();
      CellFixture.arm(experiment, "scratch", seed, scratch[seed - 1])
          .confusion(CONFUSION)
          .put("startedAt", "2026-01-02T03:14:0" + seed + "Z")
          .write();
      CellFixture convolutional = CellFixture.arm(experiment, "cnn", seed, cnn[seed - 1]);
      convolutional.put("engine", "deeplearning4j").put("protocol", "supervised");
      convolutional.put("startedAt", "2026-01-02T03:24:00Z").manifest.put("flops", 1.2e12);
      convolutional.write();
    }
    return experiment;
  }

  /** One seed of the baseline. */
  static Path baselineOnly(Path experiment) throws IOException {
    CellFixture.arm(experiment, "scratch", 1, 0.5).write();
    return experiment;
  }

  /** Three seeds of three arms with scores; {@code probe} is as good as the baseline. */
  static Path scored(Path experiment) throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      scored(experiment, "fine-tune", seed, 300);
      scored(experiment, "probe", seed, 200);
      scored(experiment, "scratch", seed, 200);
    }
    return experiment;
  }

  private static void scored(Path experiment, String arm, int seed, int right) throws IOException {
    boolean[] correct = new boolean[400];
    for (int i = 0; i < right + seed; i++) {
      correct[(i + 37 * seed) % correct.length] = true;
    }
    CellFixture.arm(experiment, arm, seed, (right + seed) / 400.0).scores(correct).write();
  }

  /** Three seeds of two groups by labels per class, and a CNN of which nothing was varied. */
  static Path labels(Path experiment, int... labels) throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      for (int count : labels) {
        double scratch = 0.2 + 0.1 * Math.log(count) + 0.01 * seed;
        for (String group : new String[] {"fine-tune", "scratch"}) {
          double top1 = group.equals("scratch") ? scratch : scratch + 0.1 + 0.005 * (seed % 2);
          CellFixture cell = CellFixture.arm(experiment, group + "-" + count, seed, top1);
          cell.axis(group, "labels-per-class", Integer.toString(count));
          cell.put("baseline", "scratch-" + count).manifest.put("trainImages", 10 * count);
          cell.write();
        }
      }
      CellFixture.arm(experiment, "cnn", seed, 0.4 + 0.01 * seed)
          .put("baseline", "scratch-" + labels[labels.length - 1])
          .put("startedAt", "2026-01-02T03:24:00Z")
          .write();
    }
    return experiment;
  }
}
