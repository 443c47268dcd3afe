package org.vitmae.experiments;

import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * What is known of a data set without opening it.
 *
 * @param trainImages training images after validation is set aside, 0 if unknown
 * @param classes number of classes or targets that arms are planned with
 * @param kind what there are that many of, in words
 * @param budgets number of classes that a budget of labels is drawn from
 */
record PlannedData(int trainImages, int classes, String kind, int budgets) {
  private static final int USUAL_CLASSES = 10;

  static PlannedData of(DataConfig data) {
    boolean setAside = data.validation().isEmpty();
    double kept = setAside ? 1 - data.validationFraction() : 1;
    int classes = data.target() == DataConfig.Target.VALUES ? values(data) : classes(data);
    return new PlannedData(
        (int) Math.round(data.train().count() * kept),
        classes,
        kind(data.target()),
        data.target() == DataConfig.Target.CLASS ? classes : 1);
  }

  private static String kind(DataConfig.Target target) {
    return switch (target) {
      case CLASS -> "classes";
      case LABELS -> "labels";
      case VALUES -> "values";
      case PIXELS -> "classes of pixels";
    };
  }

  private static int values(DataConfig data) {
    return Math.max(1, data.targetColumns().size());
  }

  /** Only the sizes of heads depend on it, so that a guess does little harm. */
  private static int classes(DataConfig data) {
    if (data.format() == DataConfig.Format.MASKS && !data.masks().classes().isEmpty()) {
      return data.masks().classes().size();
    }
    boolean background =
        data.target() == DataConfig.Target.PIXELS && data.format() != DataConfig.Format.MASKS;
    return ofFormat(data) + (background ? 1 : 0);
  }

  private static int ofFormat(DataConfig data) {
    return switch (data.format()) {
      case CIFAR100 -> data.labelColumn() == 0 ? 20 : 100;
      case COCO -> 80;
      case VOC -> 20;
      case FOLDER, LIST, IDX, CIFAR10, MASKS, PACKED, SCENES -> USUAL_CLASSES;
    };
  }

  /** Returns what an arm is planned with; nothing is asked of the data itself. */
  ArmRequest request(ExperimentConfig config, ArmConfig arm) {
    return new ArmRequest(
        arm,
        config.variant(arm.variant()).model(),
        config.data(),
        IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        config.seeds().get(0),
        images(arm),
        Standardization.none());
  }

  /** Returns the size of an arm's training set, 0 if unknown. */
  int images(ArmConfig arm) {
    return arm.labelsPerClass() == 0
        ? (int) Math.max(Math.min(1, trainImages), Math.round(trainImages * arm.labelFraction()))
        : Math.min(trainImages, arm.labelsPerClass() * budgets);
  }
}
