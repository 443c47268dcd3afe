package org.vitmae.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.ClassMask;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.Protocols;
import org.vitmae.plugin.Task;

/** Telling the class of every pixel, by one of several protocols. */
final class SegmentationTask implements Task {
  private final Protocols<Protocol> protocols;

  SegmentationTask(Map<String, Protocol> protocols) {
    this.protocols = new Protocols<>("segmentation", protocols);
  }

  @Override
  public Set<String> protocols() {
    return protocols.names();
  }

  /** The mean over classes of intersection over union, counted over the whole split. */
  @Override
  public String primaryMetric() {
    return "mIoU";
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    return protocol(request).plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return protocol(request).prepare(request);
  }

  private Protocol protocol(ArmRequest request) {
    Protocol protocol = protocols.of(request);
    List<String> problems = new ArrayList<>();
    checkData(request, problems);
    checkRecipe(request.arm().train(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return protocol;
  }

  private static void checkData(ArmRequest request, List<String> problems) {
    DataConfig data = request.data();
    int classes = request.classNames().size();
    if (data.target() != DataConfig.Target.PIXELS) {
      problems.add(
          "data set '%s' has no class for every pixel; task 'segmentation' needs data.target pixels."
              .formatted(data.name()));
    } else if (classes < 2 || classes > ClassMask.IGNORE) {
      problems.add(
          "task 'segmentation' tells 2 to %d classes apart, data set '%s' has %d."
              .formatted(ClassMask.IGNORE, data.name(), classes));
    }
    List<Double> weights = request.arm().segmenter().loss().classWeights();
    if (!weights.isEmpty() && weights.size() != classes) {
      problems.add(
          "segmenter.loss.class-weights must be one per class (%d: %s) or empty, got %d."
              .formatted(classes, String.join(", ", request.classNames()), weights.size()));
    }
  }

  private static void checkRecipe(RecipeConfig recipe, List<String> problems) {
    AugmentConfig augment = recipe.augment();
    if (augment.framing().mode() != FramingConfig.Mode.WINDOW) {
      problems.add(
          "train.augment.framing.mode must be window for task 'segmentation', which judges every pixel of an image, got %s; recipe: segmentation sets it."
              .formatted(augment.framing().mode().name().toLowerCase(Locale.ROOT)));
    }
    if (augment.randAugmentMagnitude() > 0) {
      problems.add(
          "train.augment.rand-augment-magnitude must be 0 for task 'segmentation', as RandAugment turns and shifts images but not their masks, got %s."
              .formatted(augment.randAugmentMagnitude()));
    }
    if (recipe.mix().isOn()) {
      problems.add(
          "train.mix.mixup-alpha and train.mix.cutmix-alpha must be 0 for task 'segmentation', as a mixed image has no mask of its own, got %s and %s."
              .formatted(recipe.mix().mixupAlpha(), recipe.mix().cutmixAlpha()));
    }
  }
}
