package org.vitmae.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;

/**
 * The single objects of the training images, image by image, in pixels of the frame as evaluation
 * fits images into it; without their masks.
 */
public record TrainingBoxes(List<List<Box>> images) {
  private static final TrainingBoxes NONE = new TrainingBoxes(List.of());

  public TrainingBoxes {
    images = images.stream().map(List::copyOf).toList();
  }

  /** Returns what there is where objects are not learned or not yet known. */
  public static TrainingBoxes none() {
    return NONE;
  }

  /** Collects the boxes of a training set; crowds are left out, as they are in training. */
  public static TrainingBoxes of(Dataset training, FramingConfig framing, DataConfig data) {
    return new TrainingBoxes(
        IntStream.range(0, training.size())
            .mapToObj(training::annotation)
            .flatMap(annotation -> annotation.source().stream())
            .map(source -> framed(source, Frame.of(framing, data, source)))
            .toList());
  }

  private static List<Box> framed(SourceImage source, Frame frame) {
    return source.objects().stream()
        .filter(box -> !box.crowd())
        .map(
            box ->
                new Box(
                    (float) (box.x1() * frame.scaleX()),
                    (float) (box.y1() * frame.scaleY()),
                    (float) (box.x2() * frame.scaleX()),
                    (float) (box.y2() * frame.scaleY()),
                    box.label(),
                    false,
                    box.difficult(),
                    (float) (box.area() * frame.scaleX() * frame.scaleY()),
                    Optional.empty()))
        .toList();
  }

  /** Returns all boxes, in the order of their images. */
  public List<Box> all() {
    return images.stream().flatMap(List::stream).toList();
  }
}
