package org.vitmae.trained;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.config.ConfigException;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.Plugins;
import org.vitmae.plugin.Prediction;
import org.vitmae.tensor.Device;

/**
 * A trained arm, opened once to look at any number of images.
 *
 * <p>It belongs to the thread that opened it. Its weights lie outside of the Java heap until it is
 * closed; what it makes of an image is freed before {@link #predict} returns, but for small arrays
 * of Deeplearning4j, which wait for the garbage collector.
 */
public final class TrainedArm implements AutoCloseable {
  private final Arm arm;
  private final List<String> classNames;
  private final Thread thread = Thread.currentThread();
  private boolean closed;

  TrainedArm(Arm arm, List<String> classNames) {
    this.arm = arm;
    this.classNames = classNames;
  }

  /**
   * Opens an arm on a GPU if there is one, or else on the CPU.
   *
   * @param path as for {@link #open(Path, Device)}
   * @throws ConfigException if there is no arm; the message tells what there is instead
   * @throws IOException if its files cannot be read
   */
  public static TrainedArm open(Path path) throws IOException {
    return open(path, Device.select("auto"));
  }

  /**
   * Opens an arm of a task on the class path, with the weights that it was tested with.
   *
   * @param path its cell's folder, for instance {@code runs/quickstart/cells/fine-tune-s0}, of
   *     which the best checkpoint by validation is taken, or else the newest; or one checkpoint
   * @param device ignored by arms on Deeplearning4j, which compute on the CPU
   * @throws ConfigException if there is no arm; the message tells what there is instead
   * @throws IOException if its files cannot be read
   */
  public static TrainedArm open(Path path, Device device) throws IOException {
    return ArmCheckpoint.find(path)
        .open(Plugins.load(TrainedArm.class.getClassLoader())::task, device);
  }

  /** Returns the names of the classes by their index, or those of the values. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Looks at an image, which is transformed as those were that the arm was tested with.
   *
   * @param image of any size
   * @return for instance a {@code ClassifiedImage}, {@code MeasuredImage}, {@code DetectedImage} or
   *     {@code SegmentedImage}, as the arm's task says; plain Java
   * @throws ConfigException if the arm has nothing to tell of a single image, as those of {@code
   *     knn}
   * @throws IllegalStateException if the arm is closed or belongs to another thread
   */
  public Prediction predict(Image image) {
    requireThread();
    if (closed) {
      throw new IllegalStateException("this arm is closed; open it again");
    }
    return arm.predict(image);
  }

  private void requireThread() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "this arm was opened by the thread %s and is used by the thread %s; have the one that opened it do all that is asked of it"
              .formatted(thread.getName(), Thread.currentThread().getName()));
    }
  }

  /**
   * Frees the weights.
   *
   * @throws IllegalStateException if the arm belongs to another thread
   */
  @Override
  public void close() {
    requireThread();
    if (!closed) {
      closed = true;
      arm.close();
    }
  }
}
