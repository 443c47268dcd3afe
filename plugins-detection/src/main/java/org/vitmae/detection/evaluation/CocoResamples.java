package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * COCO's average precision of images drawn with repeats from a split, as a bootstrap needs it:
 * objects are paired with detections once, since that does not depend on which images are drawn.
 */
public final class CocoResamples {
  private final int images;
  private final List<CategoryResample> categories = new ArrayList<>();

  private CocoResamples(int images) {
    this.images = images;
  }

  /**
   * Pairs detections with objects.
   *
   * @param categoryIds the categories to judge
   * @param imageIds all images of the split, also those without objects and detections
   */
  public static CocoResamples of(
      Collection<Long> categoryIds,
      SortedSet<Long> imageIds,
      List<Truth> truths,
      List<Detection> detections) {
    Map<Long, Integer> places = new HashMap<>();
    imageIds.forEach(id -> places.put(id, places.size()));
    CocoResamples resamples = new CocoResamples(places.size());
    for (SortedMap<Long, ImageMatches> category :
        MatchedImages.of(categoryIds, truths, detections).values()) {
      int[] own = category.keySet().stream().mapToInt(places::get).toArray();
      resamples.categories.add(
          new CategoryEvaluation(List.copyOf(category.values())).resample(own));
    }
    return resamples;
  }

  /**
   * Returns the mean over the categories that have objects in a resample; 0 if none has.
   *
   * @param times how often each image was drawn, by rising id
   */
  public double averagePrecision(int[] times) {
    if (times.length != images) {
      throw new IllegalArgumentException(
          "a resample of %d images needs as many counts, got %d".formatted(images, times.length));
    }
    double sum = 0;
    int judged = 0;
    for (CategoryResample category : categories) {
      OptionalDouble value = category.averagePrecision(times);
      if (value.isPresent()) {
        sum += value.getAsDouble();
        judged++;
      }
    }
    return judged == 0 ? 0 : sum / judged;
  }
}
