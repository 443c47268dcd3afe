package org.vitmae.classification;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.classification.deeplearning4j.ClassTarget;
import org.vitmae.classification.targets.MultiLabelTarget;
import org.vitmae.classification.targets.RegressionTarget;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.train.TrainingLoss;

/** What the tasks of this plugin differ in. */
enum Goal {
  /** One class per image. */
  CLASSIFICATION("classification", DataConfig.Target.CLASS, "top1", true) {
    @Override
    Target target(ArmRequest request) {
      return new ClassTarget(request.classNames(), request.arm().train().labelSmoothing());
    }
  },
  /** Any number of labels per image. */
  MULTI_LABEL("multi-label", DataConfig.Target.LABELS, "mAP", true) {
    @Override
    Target target(ArmRequest request) {
      return new MultiLabelTarget(request.classNames(), request.arm().train().labelSmoothing());
    }
  },
  /** Real values. */
  REGRESSION("regression", DataConfig.Target.VALUES, "mae", false) {
    @Override
    Target target(ArmRequest request) {
      TrainingLoss loss =
          switch (request.arm().regressionLoss()) {
            case L2 -> TrainingLoss.L2;
            case L1 -> TrainingLoss.L1;
          };
      return new RegressionTarget(request.classNames(), loss, request.standardization());
    }

    @Override
    void checkRecipe(RecipeConfig recipe) {
      List<String> problems = new ArrayList<>();
      if (recipe.labelSmoothing() != 0) {
        problems.add(
            "train.label-smoothing must be 0 for task 'regression', which has no labels, got %s; set it in this arm."
                .formatted(recipe.labelSmoothing()));
      }
      if (recipe.mix().isOn()) {
        problems.add(
            "train.mix.mixup-alpha and train.mix.cutmix-alpha must be 0 for task 'regression', as a mixed image has no value of its own, got %s and %s; set them in this arm."
                .formatted(recipe.mix().mixupAlpha(), recipe.mix().cutmixAlpha()));
      }
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
    }
  };

  private final String task;
  private final DataConfig.Target data;
  private final String primaryMetric;
  private final boolean higherIsBetter;

  Goal(String task, DataConfig.Target data, String primaryMetric, boolean higherIsBetter) {
    this.task = task;
    this.data = data;
    this.primaryMetric = primaryMetric;
    this.higherIsBetter = higherIsBetter;
  }

  /** Returns what an arm learns. */
  abstract Target target(ArmRequest request);

  /**
   * Checks what an arm is trained with.
   *
   * @throws ConfigException if it means nothing for this goal
   */
  void checkRecipe(RecipeConfig recipe) {}

  /** Returns the task's name. */
  String task() {
    return task;
  }

  /** Returns what the images must be labeled with. */
  DataConfig.Target data() {
    return data;
  }

  String primaryMetric() {
    return primaryMetric;
  }

  boolean higherIsBetter() {
    return higherIsBetter;
  }
}
