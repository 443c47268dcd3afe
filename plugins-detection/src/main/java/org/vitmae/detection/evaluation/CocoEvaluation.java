package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
    Map<Long, SortedMap<Long, Entry>> grouped = new LinkedHashMap<>();
    for (long category : new TreeSet<>(categoryIds)) {
      grouped.put(category, new TreeMap<>());
    }
    for (Truth truth : truths) {
      if (grouped.containsKey(truth.categoryId())) {
        entry(grouped.get(truth.categoryId()), truth.imageId()).truths().add(truth);
      }
    }
    for (Detection detection : detections) {
      if (grouped.containsKey(detection.categoryId())) {
        entry(grouped.get(detection.categoryId()), detection.imageId()).detections().add(detection);
      }
    }
    grouped.forEach(
        (category, images) ->
            results.put(
                category,
                new CategoryEvaluation(
                        images.values().stream()
                            .map(image -> new ImageMatches(image.detections(), image.truths()))
                            .toList())
                    .result()));
    return new CocoEvaluation(results);
  }

  private static Entry entry(Map<Long, Entry> images, long imageId) {
    return images.computeIfAbsent(imageId, id -> new Entry(new ArrayList<>(), new ArrayList<>()));
  }

  /** What one image holds of one category. */
  private record Entry(List<Truth> truths, List<Detection> detections) {}

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
