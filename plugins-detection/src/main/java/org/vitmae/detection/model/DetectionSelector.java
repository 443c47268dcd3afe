package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.ops.BoxCoder;
import org.vitmae.detection.ops.Boxes;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.NonMaximumSuppression;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Turns the box head's answers into detections.
 *
 * @param leastScore a detection needs at least this probability
 * @param leastSide and sides of at least so many pixels, after clipping
 * @param suppression among the boxes of one class
 * @param most how many detections of an image are left at most
 */
public record DetectionSelector(
    double leastScore, double leastSide, NonMaximumSuppression suppression, int most) {
  /** Returns a selector with Girshick 2015's thresholds. */
  public static DetectionSelector of(int most) {
    return new DetectionSelector(0.05, 0.01, new NonMaximumSuppression(0.5f), most);
  }

  /**
   * Selects detections; one region may give several, of different classes.
   *
   * @param logits column 0 is background, [R, 1 + K]
   * @param offsets [R, 4 (1 + K)]
   * @param proposals per image [R_i, 4]
   * @param images sizes to clip at
   */
  public List<Detections> select(
      Tensor logits, Tensor offsets, List<Tensor> proposals, List<ImageSize> images) {
    List<Detections> selected = new ArrayList<>();
    long first = 0;
    for (int image = 0; image < images.size(); image++) {
      long regions = proposals.get(image).size(0);
      selected.add(
          one(
              logits.narrow(0, first, regions),
              offsets.narrow(0, first, regions),
              proposals.get(image),
              images.get(image)));
      first += regions;
    }
    return selected;
  }

  private Detections one(Tensor logits, Tensor offsets, Tensor proposals, ImageSize image) {
    int columns = (int) logits.size(1);
    Candidates candidates = new Candidates(leastScore, leastSide);
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor decoded = BoxCoder.REGION.decode(offsets, proposals).view(-1, columns, 4);
      float[] boxes = Tensors.toFloats(Boxes.clip(decoded, image));
      float[] scores = Tensors.toFloats(logits.softmax(-1));
      for (int i = 0; i < scores.length; i++) {
        int column = i % columns;
        if (column > 0) {
          candidates.offer(boxes, i, scores[i], column - 1);
        }
      }
    }
    return candidates.all().suppress(suppression, most);
  }
}
