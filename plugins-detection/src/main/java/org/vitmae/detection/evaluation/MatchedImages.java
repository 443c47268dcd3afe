package org.vitmae.detection.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects and detections by category and then by image, with their overlaps. */
final class MatchedImages {
  private MatchedImages() {}

  /**
   * Groups a split.
   *
   * @param categoryIds the categories to judge; objects and detections of others are left out
   * @return for every category by its id, the images with any of it by theirs
   */
  static SortedMap<Long, SortedMap<Long, ImageMatches>> of(
      Collection<Long> categoryIds, List<Truth> truths, List<Detection> detections) {
    SortedMap<Long, SortedMap<Long, Entry>> grouped = new TreeMap<>();
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
    SortedMap<Long, SortedMap<Long, ImageMatches>> matched = new TreeMap<>();
    grouped.forEach(
        (category, images) -> {
          SortedMap<Long, ImageMatches> matches = new TreeMap<>();
          images.forEach(
              (id, image) -> matches.put(id, new ImageMatches(image.detections(), image.truths())));
          matched.put(category, matches);
        });
    return matched;
  }

  private static Entry entry(SortedMap<Long, Entry> images, long imageId) {
    return images.computeIfAbsent(imageId, id -> new Entry(new ArrayList<>(), new ArrayList<>()));
  }

  /** What one image holds of one category. */
  private record Entry(List<Truth> truths, List<Detection> detections) {}
}
