package org.vitmae.detection.judge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.data.Batch;
import org.vitmae.data.Frame;
import org.vitmae.data.RunLengths;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.model.Detections;
import org.vitmae.plugin.ArmRequest;

/**
 * Brings what a model found in its frame back to the image.
 *
 * @param frame where the image lies in what the model sees
 */
public record FramedObjects(Frame frame, SourceImage image) {
  /** Places an image of a batch that evaluation sees. */
  public static FramedObjects in(Batch batch, int index, ArmRequest request) {
    SourceImage image = batch.annotations().get(index).source().orElseThrow();
    return new FramedObjects(
        Frame.of(request.arm().train().augment().framing(), request.data(), image), image);
  }

  /** Returns boxes in the image's own pixels. */
  public List<FoundObject> of(Detections found) {
    return IntStream.range(0, found.size())
        .mapToObj(i -> object(found, i, Optional.empty()))
        .toList();
  }

  /**
   * Returns boxes and masks in the image's own pixels.
   *
   * @param probabilities of the cells of each box, [R, M, M]
   * @param side M
   */
  public List<FoundObject> of(Detections found, float[] probabilities, int side) {
    List<BoxRegion> boxes =
        IntStream.range(0, found.size()).mapToObj(i -> box(found.boxes(), i)).toList();
    List<RunLengths> masks =
        MaskPaste.paste(probabilities, side, boxes, image.height(), image.width());
    return IntStream.range(0, found.size())
        .mapToObj(i -> object(found, i, Optional.of(masks.get(i))))
        .toList();
  }

  private FoundObject object(Detections found, int index, Optional<RunLengths> mask) {
    return new FoundObject(
        found.labels()[index], found.scores()[index], box(found.boxes(), index), mask);
  }

  private BoxRegion box(float[] boxes, int index) {
    double x1 = boxes[4 * index] / frame.scaleX();
    double y1 = boxes[4 * index + 1] / frame.scaleY();
    double x2 = boxes[4 * index + 2] / frame.scaleX();
    double y2 = boxes[4 * index + 3] / frame.scaleY();
    return new BoxRegion(x1, y1, x2 - x1, y2 - y1);
  }
}
