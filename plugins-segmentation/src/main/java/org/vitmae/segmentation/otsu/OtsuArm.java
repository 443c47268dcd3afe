package org.vitmae.segmentation.otsu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;
import org.vitmae.pictures.BatchImage;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.inference.Prediction;
import org.vitmae.segmentation.judge.ImageSegmenter;
import org.vitmae.segmentation.judge.SegmentedImage;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** {@link OtsuThreshold} as an arm: it learns nothing, so that there is nothing to keep either. */
public final class OtsuArm implements Arm {
  private final ImageSegmenter segmenter;
  private int untakenLosses;

  /**
   * Creates the arm.
   *
   * @throws ConfigException if the request does not fit it
   */
  public OtsuArm(ArmRequest request) {
    plan(request);
    this.segmenter = new ImageSegmenter(request);
  }

  /**
   * Checks a request.
   *
   * @throws ConfigException if there are not two classes, or images are neither gray nor color
   */
  public static ArmPlan plan(ArmRequest request) {
    List<String> problems = new ArrayList<>();
    if (request.classNames().size() != 2) {
      problems.add(
          "protocol 'otsu' tells objects from the background by a threshold, so it needs 2 classes, the background first; data set '%s' has %d."
              .formatted(request.data().name(), request.classNames().size()));
    }
    int channels = request.data().channels();
    if (channels != 1 && channels != 3) {
      problems.add(
          "data.channels must be 1 or 3 for protocol 'otsu', which looks at gray values, got %d."
              .formatted(channels));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ArmPlan("java", Device.CPU, Precision.FP32, 0, 0, 0);
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    untakenLosses++;
  }

  @Override
  public double[] takeLosses() {
    double[] losses = new double[untakenLosses];
    untakenLosses = 0;
    return losses;
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return segmenter.judge(batches, OtsuArm::predicted).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    return segmenter.judge(batches, OtsuArm::predicted).write(cellFolder);
  }

  private static Prediction predicted(Batch batch, int index) {
    SourceImage source = batch.annotations().get(index).source().orElseThrow();
    Image seen = BatchImage.of(batch, index, batch.height(), batch.width());
    return new Prediction(
        enlarged(OtsuThreshold.of(seen), source.height(), source.width()), Optional.empty());
  }

  /** Brings a mask back to the size of the image, of which the arm may have been shown less. */
  private static ClassMask enlarged(ClassMask mask, int height, int width) {
    byte[] classes = new byte[height * width];
    for (int y = 0; y < height; y++) {
      int row = (int) ((y + 0.5) * mask.height() / height) * mask.width();
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = mask.classes()[row + (int) ((x + 0.5) * mask.width() / width)];
      }
    }
    return new ClassMask(height, width, classes);
  }

  @Override
  public SegmentedImage predict(Image image) {
    return segmenter.look(image, OtsuArm::predicted);
  }

  @Override
  public void save(Path folder) {}

  @Override
  public void load(Path folder) {}

  @Override
  public void close() {}
}
