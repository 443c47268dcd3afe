package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * COCO's evaluation of detections (Lin et al. 2014), equal to the COCO API's.
 *
 * @param categories every category's result by its id
 */
public record CocoEvaluation(SortedMap<Long, CategoryResult> categories) {
  /**
   * Evaluates detections, all of them boxes or all of them masks.
   *
   * @param categoryIds the categories to judge; detections and objects of others are left out
   * @param truths the objects of all images
   * @param detections of equal scores in one image and category, the first one goes first
   */
  public static CocoEvaluation of(
      Collection<Long> categoryIds, List<Truth> truths, List<Detection> detections) {
    SortedMap<Long, CategoryResult> results = new TreeMap<>();
    MatchedImages.of(categoryIds, truths, detections)
        .forEach(
            (category, images) ->
                results.put(
                    category, new CategoryEvaluation(List.copyOf(images.values())).result()));
    return new CocoEvaluation(results);
  }

  /**
   * Returns COCO's 12 figures: means over the categories that have objects. A figure that no object
   * belongs to is missing.
   */
  public Map<String, Double> figures() {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (CategoryResult category : categories.values()) {
      category
          .figures()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (name, list) ->
            means.put(
                name, list.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }
}
