package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pascal VOC's average precision at an overlap of one half (Everingham et al. 2010), over all
 * points of the curve as from 2010 on.
 *
 * <p>A detection belongs to the object it overlaps most, found already or not: a second one for the
 * same object is wrong. Difficult objects, and crowds, count neither way.
 *
 * @param categories average precision by category id; without categories that have no object to
 *     find
 */
public record VocEvaluation(SortedMap<Long, Double> categories) {
  /**
   * Evaluates detections.
   *
   * @param categoryIds the categories to judge
   * @param detections of equal scores the first one goes first
   */
  public static VocEvaluation of(
      Collection<Long> categoryIds, List<Truth> truths, List<Detection> detections) {
    SortedMap<Long, Double> results = new TreeMap<>();
    for (long category : new TreeSet<>(categoryIds)) {
      Map<Long, List<Truth>> images = new HashMap<>();
      int objects = 0;
      for (Truth truth : truths) {
        if (truth.categoryId() == category) {
          images.computeIfAbsent(truth.imageId(), id -> new ArrayList<>()).add(truth);
          objects += truth.ignored() ? 0 : 1;
        }
      }
      List<Detection> found =
          detections.stream().filter(detection -> detection.categoryId() == category).toList();
      if (objects > 0) {
        results.put(category, averagePrecision(images, objects, found));
      }
    }
    return new VocEvaluation(results);
  }

  private static double averagePrecision(
      Map<Long, List<Truth>> images, int objects, List<Detection> detections) {
    PrecisionRecall curve = new PrecisionRecall(objects, detections.size());
    Set<Place> found = new HashSet<>();
    detections.stream()
        .sorted(Comparator.comparingDouble(Detection::score).reversed())
        .forEach(
            detection -> {
              List<Truth> truths = images.getOrDefault(detection.imageId(), List.of());
              int best = detection.bestMatch(truths);
              if (best < 0 || !truths.get(best).ignored()) {
                curve.add(best >= 0 && found.add(new Place(detection.imageId(), best)));
              }
            });
    return curve.area();
  }

  /** An object by its image and its place there. */
  private record Place(long imageId, int index) {}

  /** Returns the mean over the categories, empty if there is nothing to find. */
  public OptionalDouble mean() {
    return categories.values().stream().mapToDouble(Double::doubleValue).average();
  }
}
