package org.vitmae.detection.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers one category over all images, and computes its curves. */
final class CategoryEvaluation {
  private final List<ImageMatches> images;
  private final int detections;

  /** For each detection, best first: its place among all, image by image. */
  private final int[] order;

  /** For each place: how many surer ones its image has. */
  private final int[] rank;

  /**
   * Creates the evaluation.
   *
   * @param images by rising image id, which decides between equal scores
   */
  CategoryEvaluation(List<ImageMatches> images) {
    this.images = images;
    this.detections = images.stream().mapToInt(ImageMatches::size).sum();
    this.rank = new int[detections];
    double[] scores = new double[detections];
    int at = 0;
    for (ImageMatches image : images) {
      for (int d = 0; d < image.size(); d++, at++) {
        rank[at] = d;
        scores[at] = image.score(d);
      }
    }
    this.order =
        IntStream.range(0, detections)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer place) -> scores[place]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Computes the curves of every range of areas that holds an object to find. */
  CategoryResult result() {
    Map<AreaRange, CategoryResult.Curves> curves = new EnumMap<>(AreaRange.class);
    for (AreaRange range : AreaRange.values()) {
      curves(range).ifPresent(result -> curves.put(range, result));
    }
    return new CategoryResult(curves);
  }

  private Optional<CategoryResult.Curves> curves(AreaRange range) {
    int objects = images.stream().mapToInt(image -> image.judged(range)).sum();
    if (objects == 0) {
      return Optional.empty();
    }
    Pairs pairs = pair(range);
    int[] hits = pairs.hits();
    int[] ignored = pairs.ignored();
    double[][] precision = new double[Thresholds.OVERLAPS][];
    double[][] recall = new double[Thresholds.OVERLAPS][CategoryResult.LIMITS.length];
    for (int threshold = 0; threshold < Thresholds.OVERLAPS; threshold++) {
      PrecisionRecall curve = new PrecisionRecall(objects, detections);
      int bit = 1 << threshold;
      int[] found = new int[CategoryResult.LIMITS.length];
      for (int place : order) {
        if ((ignored[place] & bit) == 0) {
          curve.add((hits[place] & bit) != 0);
        }
        for (int limit = 0; limit < found.length; limit++) {
          boolean counts = (hits[place] & bit) != 0 && rank[place] < CategoryResult.LIMITS[limit];
          found[limit] += counts ? 1 : 0;
        }
      }
      precision[threshold] = curve.interpolated();
      for (int limit = 0; limit < found.length; limit++) {
        recall[threshold][limit] = (double) found[limit] / objects;
      }
    }
    return Optional.of(new CategoryResult.Curves(precision, recall));
  }

  /** For each place, a bit per threshold: the detection found an object, or counts neither way. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Pairs(int[] hits, int[] ignored) {}

  private Pairs pair(AreaRange range) {
    Pairs pairs = new Pairs(new int[detections], new int[detections]);
    int from = 0;
    for (ImageMatches image : images) {
      image.pair(range, pairs.hits(), pairs.ignored(), from);
      from += image.size();
    }
    return pairs;
  }

  /**
   * Returns what evaluates this category on other selections of its images.
   *
   * @param places of its images among all images of the split
   */
  CategoryResample resample(int[] places) {
    Pairs pairs = pair(AreaRange.ALL);
    int[] owner = new int[detections];
    int at = 0;
    for (int i = 0; i < images.size(); i++) {
      Arrays.fill(owner, at, at + images.get(i).size(), i);
      at += images.get(i).size();
    }
    return new CategoryResample(
        places,
        images.stream().mapToInt(image -> image.judged(AreaRange.ALL)).toArray(),
        inOrder(owner),
        inOrder(pairs.hits()),
        inOrder(pairs.ignored()));
  }

  private int[] inOrder(int[] byPlace) {
    return Arrays.stream(order).map(place -> byPlace[place]).toArray();
  }
}
