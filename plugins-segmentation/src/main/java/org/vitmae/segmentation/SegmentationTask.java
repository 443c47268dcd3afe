package org.vitmae.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.data.ClassMask;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.PlacedTargets;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.Protocols;
import org.vitmae.plugin.Task;

/** Telling the class of every pixel, by one of several protocols. */
final class SegmentationTask implements Task {
  private static final PlacedTargets MASKS =
      new PlacedTargets(
          "segmentation", FramingConfig.Mode.WINDOW, "every pixel of an image", "masks");

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
    problems.addAll(MASKS.problems(request.arm().train()));
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
}
