package org.vitmae.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.SingleImage;
import org.vitmae.data.Standardization;
import org.vitmae.data.TrainingBoxes;
import org.vitmae.image.Image;
import org.vitmae.model.PatchGrid;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.TensorOrigin;

/**
 * All that a task is told to build one arm.
 *
 * @param arm protocol, initialization and recipe
 * @param model the Vision Transformer's shape
 * @param data image size, channels and normalization
 * @param classNames the classes of the data set in label order, or the names of its targets
 * @param encoderWeights weights whose encoder the arm starts from, in any format that {@link
 *     org.vitmae.train.WeightTransfer} loads; empty for random initialization
 * @param seed root of every random draw of this arm
 * @param trainImages size of the training set after the label budget; 0 while that is not known
 * @param standardization mean and deviation of the values of that training set; of other targets
 *     than values, nothing
 * @param boxes the objects of that training set; none where images are not fitted into a frame
 */
public record ArmRequest(
    ArmConfig arm,
    ModelConfig model,
    DataConfig data,
    List<String> classNames,
    Optional<Path> encoderWeights,
    Device device,
    Precision precision,
    long seed,
    int trainImages,
    Standardization standardization,
    TrainingBoxes boxes) {
  public ArmRequest {
    classNames = List.copyOf(classNames);
  }

  /** Creates a request that knows of no objects. */
  public ArmRequest(
      ArmConfig arm,
      ModelConfig model,
      DataConfig data,
      List<String> classNames,
      Optional<Path> encoderWeights,
      Device device,
      Precision precision,
      long seed,
      int trainImages,
      Standardization standardization) {
    this(
        arm,
        model,
        data,
        classNames,
        encoderWeights,
        device,
        precision,
        seed,
        trainImages,
        standardization,
        TrainingBoxes.none());
  }

  /**
   * Returns a request that knows what the training images say.
   *
   * @param training after the label budget
   */
  public static ArmRequest of(
      ArmConfig arm,
      ModelConfig model,
      DataConfig data,
      List<String> classNames,
      Optional<Path> encoderWeights,
      Device device,
      Precision precision,
      long seed,
      Dataset training) {
    FramingConfig framing = arm.train().augment().framing();
    return new ArmRequest(
        arm,
        model,
        data,
        classNames,
        encoderWeights,
        device,
        precision,
        seed,
        training.size(),
        data.target() == DataConfig.Target.VALUES
            ? Standardization.of(training)
            : Standardization.none(),
        framing.mode() == FramingConfig.Mode.FIT
            ? TrainingBoxes.of(training, framing, data)
            : TrainingBoxes.none());
  }

  /**
   * Returns a single image as the arm sees those that it is tested with, a batch of its own.
   *
   * @param image as a user has it, of any size
   */
  public Batch batchOf(Image image) {
    return SingleImage.batch(EvalTransform.of(arm.train().augment().framing(), data), image);
  }

  /**
   * Restores what the arm starts from, if it starts from weights.
   *
   * @param parameters the arm's model
   * @param pretrained tells which of them a pretrained encoder has
   * @return what became of every tensor; empty from random weights
   */
  public List<TensorOrigin> loadEncoder(NamedParameters parameters, Predicate<String> pretrained) {
    return encoderWeights
        .map(
            path ->
                WeightTransfer.load(path, parameters, pretrained, model, PatchGrid.of(model, data)))
        .orElse(List.of());
  }
}
