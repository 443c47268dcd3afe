package org.vitmae.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitmae.data.Frame;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.judge.FoundObject;
import org.vitmae.detection.model.Detections;

/**
 * Brings what a model found in its frame back to the image.
 *
 * @param frame where the image lies in what the model sees
 */
record FramedObjects(Frame frame, SourceImage image) {
  /**
   * Returns objects in the image's own pixels.
   *
   * @param outlines probabilities of the cells of all detections of the batch, [R, M, M]
   * @param first which of the R is the first of this image
   */
  List<FoundObject> of(Detections found, Optional<float[]> outlines, int first) {
    List<FoundObject> objects = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      BoxRegion box = box(found.boxes(), i);
      objects.add(new FoundObject(found.labels()[i], found.scores()[i], box, Optional.empty()));
    }
    return objects;
  }

  private BoxRegion box(float[] boxes, int index) {
    double x1 = boxes[4 * index] / frame.scaleX();
    double y1 = boxes[4 * index + 1] / frame.scaleY();
    double x2 = boxes[4 * index + 2] / frame.scaleX();
    double y2 = boxes[4 * index + 3] / frame.scaleY();
    return new BoxRegion(x1, y1, x2 - x1, y2 - y1);
  }
}
