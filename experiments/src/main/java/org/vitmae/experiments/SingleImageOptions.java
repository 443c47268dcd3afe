package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.config.ConfigException;
import org.vitmae.data.ImageFile;
import org.vitmae.image.Image;
import org.vitmae.plugin.Plugins;
import org.vitmae.trained.ArmCheckpoint;
import org.vitmae.trained.TrainedArm;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command is told which trained arm looks at which image. */
final class SingleImageOptions {
  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      required = true,
      description =
          "A checkpoint of an arm, or the folder of its cell or of its checkpoints, of which the best"
              + " by validation is taken, or else the newest.")
  private Path checkpoint = Path.of("");

  @Option(names = "--image", paramLabel = "FILE", required = true, description = "A JPEG or PNG.")
  private Path imageFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder to write into (default: the current one).")
  private Path out = Path.of("");

  @Mixin private DeviceOption computing;

  /**
   * Has the arm look, and prints what was written.
   *
   * @param tasks of which the arm must have learned one
   * @param leastScore how sure it must be of what it shows
   * @return the files written
   * @throws ConfigException if there is no such arm, or the score is not from 0 to 1
   */
  List<Path> show(List<String> tasks, double leastScore, PrintWriter console) throws IOException {
    if (!(leastScore >= 0 && leastScore <= 1)) {
      throw new ConfigException("--least-score must be from 0 to 1, got " + leastScore);
    }
    ArmCheckpoint found = ArmCheckpoint.find(checkpoint);
    found.requireTask(tasks);
    Image image = ImageFile.read(imageFile);
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    try (TrainedArm arm = found.open(plugins::task, computing.device())) {
      Files.createDirectories(out);
      List<Path> written =
          arm.predict(image).write(imageFile.getFileName().toString(), leastScore, out);
      console.printf(
          "%s of step %d looked at %s and wrote%n",
          found.manifest().subject().cell(), found.checkpoint().state().step(), imageFile);
      written.forEach(file -> console.println("  " + file));
      return written;
    }
  }
}
