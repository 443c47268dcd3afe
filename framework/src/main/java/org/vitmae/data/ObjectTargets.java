package org.vitmae.data;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A data set with objects whose images are described by targets made of them, instead of by the
 * objects and a class.
 *
 * @param classNames one name per target
 * @param targets makes the targets of an image
 */
record ObjectTargets(
    Dataset source, List<String> classNames, Function<Annotation, List<Double>> targets)
    implements Dataset {
  /**
   * Returns images with a target per class: 1 if an object of it is there, else 0. Crowds count,
   * objects that are marked as difficult do not.
   */
  static ObjectTargets presence(Dataset source) {
    List<String> classes = source.classNames();
    return new ObjectTargets(
        source, classes, annotation -> presence(annotation.boxes(), classes.size()));
  }

  private static List<Double> presence(List<Box> boxes, int classes) {
    return IntStream.range(0, classes)
        .mapToObj(c -> boxes.stream().anyMatch(b -> b.label() == c && !b.difficult()) ? 1.0 : 0.0)
        .toList();
  }

  /**
   * Returns images with four targets: how many objects are seen, and of the one with the largest
   * box the middle and the square root of the box's area, in pixels.
   */
  static ObjectTargets geometry(Dataset source) {
    return new ObjectTargets(
        source, List.of("shapes", "x", "y", "size"), annotation -> geometry(annotation.boxes()));
  }

  private static List<Double> geometry(List<Box> boxes) {
    Box largest = boxes.stream().max(Comparator.comparingDouble(Box::area)).orElseThrow();
    return List.of(
        (double) boxes.size(),
        (largest.x1() + largest.x2()) / 2.0,
        (largest.y1() + largest.y2()) / 2.0,
        Math.sqrt(largest.area()));
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Sample read(int index) {
    Sample sample = source.read(index);
    return new Sample(sample.id(), sample.image(), described(sample.annotation()));
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.empty();
  }

  @Override
  public Annotation annotation(int index) {
    return described(source.annotation(index));
  }

  private Annotation described(Annotation objects) {
    return Annotation.ofTargets(targets.apply(objects));
  }

  @Override
  public String describe(int index) {
    return source.describe(index);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("targets").add(source.fingerprint());
    classNames.forEach(fingerprint::add);
    return fingerprint.hex();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public void close() {
    source.close();
  }
}
