package org.vitmae.data;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set with objects whose images are described by something made of them, instead of by the
 * objects and a class.
 *
 * @param classNames one name per target or class of pixels
 * @param description makes what there is to know of an image
 * @param ownNotes on what came of the objects
 */
record ObjectTargets(
    Dataset source,
    List<String> classNames,
    UnaryOperator<Annotation> description,
    List<String> ownNotes)
    implements Dataset {
  /**
   * Returns images with a target per class: 1 if an object of it is there, else 0. Crowds count,
   * objects that are marked as difficult do not.
   */
  static ObjectTargets presence(Dataset source) {
    List<String> classes = source.classNames();
    return new ObjectTargets(
        source,
        classes,
        image -> Annotation.ofTargets(presence(image.boxes(), classes.size())),
        List.of());
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
        source,
        List.of("shapes", "x", "y", "size"),
        image -> Annotation.ofTargets(geometry(image.boxes())),
        List.of());
  }

  private static List<Double> geometry(List<Box> boxes) {
    Box largest = boxes.stream().max(Comparator.comparingDouble(Box::area)).orElseThrow();
    return List.of(
        (double) boxes.size(),
        (largest.x1() + largest.x2()) / 2.0,
        (largest.y1() + largest.y2()) / 2.0,
        Math.sqrt(largest.area()));
  }

  /**
   * Returns images with a class and an object for every pixel, as {@link ObjectPixels} draws them.
   *
   * @param notes on objects that cannot be drawn
   */
  static ObjectTargets pixels(Dataset source, List<String> notes) {
    return new ObjectTargets(
        source, ObjectPixels.classNames(source.classNames()), ObjectPixels::of, notes);
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Sample read(int index) {
    Sample sample = source.read(index);
    return new Sample(sample.id(), sample.image(), description.apply(sample.annotation()));
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.empty();
  }

  @Override
  public Annotation annotation(int index) {
    return description.apply(source.annotation(index));
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
    return Stream.concat(source.notes().stream(), ownNotes.stream()).toList();
  }

  @Override
  public void close() {
    source.close();
  }
}
