package org.vitmae.detection.coco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitmae.data.CocoFile;
import org.vitmae.data.InstanceMask;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.detection.evaluation.Detection;
import org.vitmae.detection.evaluation.MaskRegion;
import org.vitmae.detection.evaluation.Region;
import org.vitmae.detection.evaluation.Truth;

/** An annotation file to evaluate results against. */
record GroundTruth(CocoFile file) {
  /** Evaluates the boxes of results; their areas are those of the boxes. */
  public CocoEvaluation evaluateBoxes(List<CocoResult> results) {
    List<Truth> truths = new ArrayList<>();
    for (CocoFile.Item item : file.objects()) {
      truths.add(truth(item, new BoxRegion(item.x(), item.y(), item.width(), item.height())));
    }
    return evaluate(
        truths, results.stream().map(result -> detection(result, result.box())).toList());
  }

  /** Evaluates the masks of results; objects and results without a mask are left out. */
  public CocoEvaluation evaluateMasks(List<CocoResult> results) {
    Map<Long, CocoFile.Picture> images = new HashMap<>();
    file.images().forEach(image -> images.put(image.id(), image));
    List<Truth> truths = new ArrayList<>();
    for (CocoFile.Item item : file.objects()) {
      CocoFile.Picture image = images.get(item.imageId());
      Optional<InstanceMask> mask = item.mask();
      mask.map(outline -> MaskRegion.of(outline.raster(image.height(), image.width())))
          .ifPresent(region -> truths.add(truth(item, region)));
    }
    return evaluate(
        truths,
        results.stream()
            .flatMap(
                result ->
                    result.mask().map(mask -> detection(result, MaskRegion.of(mask))).stream())
            .toList());
  }

  private CocoEvaluation evaluate(List<Truth> truths, List<Detection> detections) {
    return CocoEvaluation.of(
        file.categories().stream().map(CocoFile.Category::id).toList(), truths, detections);
  }

  private static Truth truth(CocoFile.Item item, Region region) {
    return new Truth(item.imageId(), item.categoryId(), region, item.area(), item.crowd(), false);
  }

  private static Detection detection(CocoResult result, Region region) {
    return new Detection(result.imageId(), result.categoryId(), result.score(), region);
  }
}
