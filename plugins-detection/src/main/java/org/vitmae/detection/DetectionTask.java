package org.vitmae.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.detection.model.Pyramid;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.PlacedTargets;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.Protocols;
import org.vitmae.plugin.Task;

/** Finding objects in images, by boxes and by masks, by one of several protocols. */
final class DetectionTask implements Task {
  private static final Set<DataConfig.Format> WITH_OBJECTS =
      Set.of(DataConfig.Format.COCO, DataConfig.Format.VOC, DataConfig.Format.SCENES);

  private static final PlacedTargets BOXES =
      new PlacedTargets("detection", FramingConfig.Mode.FIT, "whole images", "boxes");

  /** Patches per side of the coarsest level's cells. */
  private static final int COARSEST = 1 << (Pyramid.LEVELS - 3);

  private final Protocols<Protocol> protocols;

  DetectionTask(Map<String, Protocol> protocols) {
    this.protocols = new Protocols<>("detection", protocols);
  }

  @Override
  public Set<String> protocols() {
    return protocols.names();
  }

  /** COCO's: the mean over categories and overlaps from 0.5 to 0.95. */
  @Override
  public String primaryMetric() {
    return "AP";
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
    if (!WITH_OBJECTS.contains(data.format()) || data.target() != DataConfig.Target.CLASS) {
      problems.add(
          "data set '%s' has no objects; task 'detection' needs data.format coco, voc or scenes, with data.target class."
              .formatted(data.name()));
    }
    if (request.classNames().isEmpty()) {
      problems.add("data set '%s' has no classes.".formatted(data.name()));
    }
    int side = COARSEST * request.model().patchSize();
    if (data.imageHeight() % side != 0 || data.imageWidth() % side != 0) {
      problems.add(
          "data.image-height and data.image-width must be multiples of %d (%d patches, a cell of the pyramid's coarsest level) for task 'detection', got %d and %d; smaller images are padded."
              .formatted(side, COARSEST, data.imageHeight(), data.imageWidth()));
    }
  }

  private static void checkRecipe(RecipeConfig recipe, List<String> problems) {
    problems.addAll(BOXES.problems(recipe));
    if (recipe.labelSmoothing() != 0) {
      problems.add(
          "train.label-smoothing must be 0 for task 'detection', got %s; recipe: detection sets it."
              .formatted(recipe.labelSmoothing()));
    }
  }
}
