package org.vitmae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vitmae.config.MaskConfig;

/**
 * Objects as a class and an object for every pixel: class 0 is the background, an object has the
 * class after its label's.
 *
 * <p>Where objects overlap, the one of fewer pixels is seen. Crowds are {@link ClassMask#IGNORE},
 * and so are the boxes of objects without a mask, but for the pixels of other objects in them.
 */
final class ObjectPixels {
  private static final String BACKGROUND = "background";

  private ObjectPixels() {}

  /**
   * Returns the names of the classes of pixels.
   *
   * @throws DataException if there are more than a mask can tell apart
   */
  static List<String> classNames(List<String> labels) {
    if (labels.size() >= MaskConfig.MOST_CLASSES) {
      throw new DataException(
          "%d classes and the background cannot be told apart in a mask, which holds %d at most. Leave categories out."
              .formatted(labels.size(), MaskConfig.MOST_CLASSES));
    }
    return Stream.concat(Stream.of(BACKGROUND), labels.stream()).toList();
  }

  /** Returns the labels' names out of those of the classes of pixels; none of none. */
  static List<String> labels(List<String> classNames) {
    return classNames.stream().skip(1).toList();
  }

  /**
   * Returns what an image's pixels show, and nothing else of it.
   *
   * @param objects those of an image that is known; drawn already where it has a mask
   */
  static Annotation of(Annotation objects) {
    SourceImage source = objects.source().orElseThrow();
    Optional<ClassMask> mask = source.mask();
    Optional<InstanceMap> instances = source.instances();
    if (mask.isEmpty()) {
      ClassMask classes = blank(source);
      InstanceMap ids =
          new InstanceMap(source.height(), source.width(), new char[classes.classes().length]);
      draw(source, classes.classes(), ids.ids());
      mask = Optional.of(classes);
      instances = Optional.of(ids);
    }
    return Annotation.of(
        new SourceImage(source.id(), source.height(), source.width(), List.of(), mask, instances));
  }

  private static ClassMask blank(SourceImage source) {
    return new ClassMask(
        source.height(), source.width(), new byte[source.height() * source.width()]);
  }

  private static void draw(SourceImage source, byte[] classes, char[] ids) {
    source.objects().stream()
        .filter(box -> box.crowd() || box.mask().isEmpty())
        .forEach(box -> ignore(box, source, classes));
    List<Outline> outlines = new ArrayList<>();
    for (Box box : source.objects()) {
      if (!box.crowd() && box.mask().isPresent()) {
        outlines.add(
            new Outline(box.label(), box.mask().get().raster(source.height(), source.width())));
      }
    }
    outlines.sort(Comparator.comparingLong((Outline o) -> o.pixels().area()).reversed());
    for (int i = 0; i < outlines.size(); i++) {
      byte label = (byte) (outlines.get(i).label() + 1);
      char id = (char) (i + 1);
      outlines
          .get(i)
          .pixels()
          .forEach(
              pixel -> {
                classes[pixel] = label;
                ids[pixel] = id;
              });
    }
  }

  private static void ignore(Box box, SourceImage source, byte[] classes) {
    if (box.mask().isPresent()) {
      box.mask()
          .get()
          .raster(source.height(), source.width())
          .forEach(pixel -> classes[pixel] = (byte) ClassMask.IGNORE);
      return;
    }
    for (int y = (int) box.y1(); y < Math.ceil(box.y2()); y++) {
      int row = y * source.width();
      Arrays.fill(
          classes, row + (int) box.x1(), row + (int) Math.ceil(box.x2()), (byte) ClassMask.IGNORE);
    }
  }

  /**
   * Returns a sentence for the objects that have no mask, if there are any.
   *
   * @throws DataException if no object has one
   */
  static List<String> notes(Dataset objects) {
    List<Box> boxes =
        IntStream.range(0, objects.size())
            .mapToObj(objects::annotation)
            .flatMap(annotation -> annotation.boxes().stream())
            .filter(box -> !box.crowd())
            .toList();
    long without = boxes.stream().filter(box -> box.mask().isEmpty()).count();
    if (without == boxes.size()) {
      throw new DataException(
          ("none of the %d objects of %s, ... has a polygon or run lengths, so that no pixel has a"
                  + " class. Use annotations with segmentations, or masks by data.format: masks.")
              .formatted(boxes.size(), objects.describe(0)));
    }
    return without == 0
        ? List.of()
        : List.of(
            "%d of %d objects have no mask; the pixels of their boxes are not judged (%s, ...)"
                .formatted(without, boxes.size(), objects.describe(0)));
  }

  private record Outline(int label, RunLengths pixels) {}
}
