package org.vitmae.trained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellFolder;
import org.vitmae.run.Manifest;
import org.vitmae.run.TargetsCsv;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * What a run folder says of an arm that it trained.
 *
 * @param config the definition as the arm's cell saw it
 */
public record ArmCheckpoint(Checkpoint checkpoint, Manifest manifest, ExperimentConfig config) {
  /**
   * Finds an arm.
   *
   * @param path a checkpoint of it, or its cell's folder or folder of checkpoints, of which the
   *     best by validation is taken, or else the newest
   * @throws ConfigException if there is no arm; the message tells what there is instead
   */
  public static ArmCheckpoint find(Path path) throws IOException {
    Checkpoint checkpoint = GivenCheckpoint.find(path, GivenCheckpoint::judged);
    CellFolder cell = GivenCheckpoint.cell(checkpoint);
    Manifest manifest =
        cell.manifest()
            .filter(found -> Files.isRegularFile(cell.config()))
            .orElseThrow(
                () ->
                    new ConfigException(
                        "%s must lie in its cell's folder beside manifest.json and config.yaml, which say what it is; %s lacks one of them"
                            .formatted(checkpoint.folder(), cell.path())));
    if (manifest.arm().isEmpty()) {
      throw new ConfigException(
          "%s is a checkpoint of pretraining; give one of an arm, or see what it learned by the command reconstruct"
              .formatted(path));
    }
    if (manifest.data().classNames().isEmpty()) {
      throw new ConfigException(
          "the manifest of %s does not name the classes, as those of earlier versions did not; train the arm again"
              .formatted(cell.path()));
    }
    return new ArmCheckpoint(
        checkpoint,
        manifest,
        new ConfigReader(ArmCheckpoint.class.getClassLoader())
            .read(cell.config().toString(), List.of()));
  }

  /**
   * Checks what the arm learned.
   *
   * @throws ConfigException if it is none of these tasks
   */
  public void requireTask(List<String> tasks) {
    if (!tasks.contains(subject().task())) {
      throw new ConfigException(
          "%s is a checkpoint of the arm %s of task %s; give one of an arm of task %s, or use the arm from Java (TrainedArm)"
              .formatted(
                  checkpoint.folder(),
                  subject().arm(),
                  subject().task(),
                  String.join(" or ", tasks)));
    }
  }

  private ArmSubject subject() {
    return manifest.arm().orElseThrow().subject();
  }

  /**
   * Builds the arm with the checkpoint's weights.
   *
   * @param tasks the tasks by name, for instance those of {@link org.vitmae.plugin.Plugins}
   * @throws ConfigException if there is no such task, or the cell does not say what the arm needs
   * @throws IOException if the checkpoint cannot be read
   */
  public TrainedArm open(Function<String, Task> tasks, Device device) throws IOException {
    ComputeThreads.configure(config.threads());
    Arm arm =
        tasks
            .apply(subject().task())
            .prepare(
                new ArmRequest(
                    config.arms().get(subject().arm()),
                    config.model(),
                    config.data(),
                    manifest.data().classNames(),
                    Optional.empty(),
                    device,
                    Precision.FP32,
                    manifest.subject().seed(),
                    manifest.data().trainImages(),
                    standardization()));
    try {
      arm.loadWeights(checkpoint.folder());
      return new TrainedArm(arm, manifest.data().classNames());
    } catch (IOException | RuntimeException e) {
      arm.close();
      throw e;
    }
  }

  /** Returns how the values that the arm learned were scaled, if it learned values. */
  private Standardization standardization() throws IOException {
    if (config.data().target() != DataConfig.Target.VALUES) {
      return Standardization.none();
    }
    Path file = GivenCheckpoint.cell(checkpoint).path().resolve(TargetsCsv.FILE);
    if (manifest.status() != Manifest.Status.DONE || !Files.exists(file)) {
      throw new ConfigException(
          "values are told in their own units once %s says how they were scaled for training, which the test at the end of an arm's run writes; let the run finish"
              .formatted(file));
    }
    return TargetsCsv.standardization(file);
  }
}
