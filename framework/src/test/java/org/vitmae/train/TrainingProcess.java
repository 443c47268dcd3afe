package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;

/** Starts {@link KillableTraining}. */
final class TrainingProcess {
  private TrainingProcess() {}

  static Process start(Path folder, int weights, int epochs, int millisPerStep) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            KillableTraining.class.getName(),
            folder.toString(),
            Integer.toString(weights),
            Integer.toString(epochs),
            Integer.toString(millisPerStep))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
