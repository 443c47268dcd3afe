package org.vitmae.segmentation.judge;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.vitmae.data.Batch;
import org.vitmae.segmentation.evaluation.ClassAreas;
import org.vitmae.segmentation.evaluation.ClassMetric;

/** What is kept of every image, so that any choice of images can be judged. */
final class JudgedImages {
  private record Judged(ClassAreas areas, boolean color) {}

  private final SortedMap<Long, Judged> byId = new TreeMap<>();
  private final int classes;

  JudgedImages(int classes) {
    this.classes = classes;
  }

  /**
   * Adds an image.
   *
   * @throws IllegalArgumentException if it was judged before
   */
  void add(long id, ClassAreas areas, boolean color) {
    if (byId.putIfAbsent(id, new Judged(areas, color)) != null) {
      throw new IllegalArgumentException("image %d was judged already".formatted(id));
    }
  }

  /** Tells whether any pixel of an image has channels that differ. */
  static boolean isColor(Batch batch, int index) {
    int channels = batch.channels();
    int size = batch.height() * batch.width() * channels;
    byte[] pixels = batch.pixels();
    for (int i = index * size; i < (index + 1) * size; i++) {
      if (pixels[i] != pixels[i - i % channels]) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return byId.size();
  }

  /**
   * Returns the mean IoU over the classes that have one, of summed areas; 0 if nothing was judged.
   *
   * @param times how often an image counts, by its place in the order of ids
   */
  double meanIou(IntUnaryOperator times) {
    List<ClassAreas> areas = byId.values().stream().map(Judged::areas).toList();
    double mean = ClassMetric.IOU.mean(ClassAreas.sum(classes, areas, times));
    return Double.isNaN(mean) ? 0 : mean;
  }

  /** Returns the mean IoU of the gray or the colored images; empty if all are of one kind. */
  OptionalDouble meanIou(boolean color) {
    List<Boolean> colors = byId.values().stream().map(Judged::color).toList();
    return Stream.of(true, false).allMatch(colors::contains)
        ? OptionalDouble.of(meanIou(image -> colors.get(image) == color ? 1 : 0))
        : OptionalDouble.empty();
  }
}
