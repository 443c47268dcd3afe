package org.vitmae.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an object's {@code segmentation} holds: a list of polygons, or run lengths, compressed or
 * not.
 *
 * @param mask empty without a polygon of three corners and without run lengths
 * @param flatPolygons polygons left out because they have fewer than three corners
 */
record CocoSegmentation(Optional<InstanceMask> mask, int flatPolygons) {
  /**
   * Reads the segmentation of an annotation.
   *
   * @param height of the image
   * @param width of the image
   * @throws DataException if a polygon has half a corner, or if run lengths do not fit the image
   */
  static CocoSegmentation of(JsonRecord annotation, int height, int width) {
    JsonNode segmentation = annotation.node().path("segmentation");
    if (segmentation.isMissingNode() || segmentation.isNull()) {
      return new CocoSegmentation(Optional.empty(), 0);
    }
    if (segmentation.isObject()) {
      return new CocoSegmentation(Optional.of(runs(annotation, segmentation, height, width)), 0);
    }
    if (!segmentation.isArray()) {
      throw annotation.wrong("has a segmentation that is neither polygons nor run lengths");
    }
    List<double[]> rings = new ArrayList<>();
    for (JsonNode polygon : segmentation) {
      double[] ring = annotation.coordinates(polygon, "segmentation");
      if (ring.length % 2 != 0) {
        throw annotation.wrong(
            "has a polygon of %d numbers; corners have two each".formatted(ring.length));
      }
      if (ring.length >= Polygons.LEAST_NUMBERS) {
        rings.add(ring);
      }
    }
    return new CocoSegmentation(
        rings.isEmpty() ? Optional.empty() : Optional.of(new Polygons(rings)),
        segmentation.size() - rings.size());
  }

  private static RunLengths runs(
      JsonRecord annotation, JsonNode segmentation, int height, int width) {
    double[] size = annotation.numbers(segmentation.path("size"), "segmentation.size");
    if (size.length != 2 || size[0] != height || size[1] != width) {
      throw annotation.wrong(
          "has run lengths of another size than its image, which is [%d, %d]"
              .formatted(height, width));
    }
    JsonNode counts = segmentation.path("counts");
    try {
      if (counts.isTextual()) {
        return RunLengthText.parse(counts.textValue(), height, width);
      }
      double[] numbers = annotation.numbers(counts, "segmentation.counts");
      int[] lengths = new int[numbers.length];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = (int) numbers[i];
        if (lengths[i] != numbers[i]) {
          throw new IllegalArgumentException("a run has the length " + numbers[i]);
        }
      }
      return new RunLengths(height, width, lengths);
    } catch (IllegalArgumentException e) {
      throw annotation.wrong("has run lengths that do not fit: " + e.getMessage());
    }
  }
}
