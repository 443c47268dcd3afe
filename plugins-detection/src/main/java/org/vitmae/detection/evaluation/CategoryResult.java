package org.vitmae.detection.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How well one category was found.
 *
 * @param curves by range of areas; a range without an object to find is missing
 */
public record CategoryResult(Map<AreaRange, Curves> curves) {
  /** How many detections per image recall is computed with. */
  static final int[] LIMITS = {1, 10, Thresholds.DETECTIONS};

  private static final int AT_75 = 5;

  public CategoryResult {
    curves = Map.copyOf(curves);
  }

  /**
   * Precision and recall.
   *
   * @param precision at overlaps 0.5, 0.55, ..., 0.95 and recalls 0, 0.01, ..., 1, [10, 101]
   * @param recall at those overlaps, with the surest 1, 10 and 100 detections per image, [10, 3]
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Curves(double[][] precision, double[][] recall) {
    /** Returns average precision at one overlap, 0 for 0.5 to 9 for 0.95. */
    public double averagePrecision(int overlap) {
      return Arrays.stream(precision[overlap]).average().orElseThrow();
    }

    double averagePrecision() {
      return Arrays.stream(precision).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    double averageRecall(int limit) {
      return Arrays.stream(recall).mapToDouble(row -> row[limit]).average().orElseThrow();
    }
  }

  /** Returns the curves over objects of any size, empty if there is none. */
  public Optional<Curves> all() {
    return Optional.ofNullable(curves.get(AreaRange.ALL));
  }

  /** Returns COCO's 12 figures by their names, without those that no object belongs to. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    all()
        .ifPresent(
            all -> {
              figures.put("AP", all.averagePrecision());
              figures.put("AP50", all.averagePrecision(0));
              figures.put("AP75", all.averagePrecision(AT_75));
            });
    sizes().forEach((size, part) -> figures.put("AP" + size, part.averagePrecision()));
    all()
        .ifPresent(
            all -> {
              for (int limit = 0; limit < LIMITS.length; limit++) {
                figures.put("AR" + LIMITS[limit], all.averageRecall(limit));
              }
            });
    sizes()
        .forEach((size, part) -> figures.put("AR" + size, part.averageRecall(LIMITS.length - 1)));
    return figures;
  }

  private Map<String, Curves> sizes() {
    Map<String, Curves> sizes = new LinkedHashMap<>();
    put(sizes, "small", AreaRange.SMALL);
    put(sizes, "medium", AreaRange.MEDIUM);
    put(sizes, "large", AreaRange.LARGE);
    return sizes;
  }

  private void put(Map<String, Curves> sizes, String name, AreaRange range) {
    Optional.ofNullable(curves.get(range)).ifPresent(part -> sizes.put(name, part));
  }
}
