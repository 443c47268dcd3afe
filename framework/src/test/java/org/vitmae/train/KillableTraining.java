package org.vitmae.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.vitmae.checkpoint.CheckpointStore;

/** A training run in a process of its own, for tests that end the process. */
final class KillableTraining {
  private KillableTraining() {}

  /**
   * Resumes training in a folder.
   *
   * @param args the folder, how many weights, how many epochs, and how many milliseconds each step
   *     takes at least
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int millisPerStep = Integer.parseInt(args[3]);
    Files.createDirectories(folder);
    QuadraticLearner learner =
        new QuadraticLearner(Integer.parseInt(args[1])) {
          @Override
          public double[] takeLosses() {
            sleep(millisPerStep);
            return super.takeLosses();
          }
        };
    try (StopSignal stop = StopSignal.onTermination()) {
      RunOutcome outcome =
          new TrainingLoop(
                  new TrainingPlan(
                      Recipes.plain().epochs(Integer.parseInt(args[2])).logEverySteps(1).build(),
                      new Selection("loss", false),
                      1,
                      "hash"),
                  new TrainingData(new RandomBatches(1, 3), Optional.of(new RandomBatches(2, 1))),
                  learner,
                  new CheckpointStore(folder.resolve("checkpoints")),
                  new FileMetrics(folder.resolve("metrics.csv")),
                  Progress.NONE,
                  stop)
              .resume();
      Files.writeString(folder.resolve("outcome"), outcome.status().name());
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rows of everything that does not measure time; a row cut off by a kill ends up forgotten. */
  private record FileMetrics(Path file) implements MetricsSink {
    @Override
    public void log(long step, double epoch, String split, String metric, double value) {
      String shown = metric.equals("images_per_second") ? "" : Double.toString(value);
      write(List.of(String.join(",", Long.toString(step), split, metric, shown)));
    }

    @Override
    public void sync() {}

    @Override
    public void rewind(long rows) {
      try {
        List<String> kept =
            Files.exists(file) ? Files.readAllLines(file).subList(0, (int) rows) : List.of();
        Files.deleteIfExists(file);
        write(kept);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(List<String> rows) {
      try {
        Files.write(file, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
