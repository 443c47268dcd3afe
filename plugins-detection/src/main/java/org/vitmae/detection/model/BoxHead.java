package org.vitmae.detection.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;

/** Two fully connected layers that name a pooled region and correct its box (Lin et al. 2017). */
final class BoxHead {
  private static final double CLASS_STD = 0.01;
  private static final double BOX_STD = 0.001;

  private final Linear fc6;
  private final Linear fc7;
  private final Linear classes;
  private final Linear boxes;

  /**
   * The head's answers.
   *
   * @param logits column 0 is background, float [R, 1 + K]
   * @param offsets float [R, 4 (1 + K)]
   */
  record Output(Tensor logits, Tensor offsets) {}

  BoxHead(Weights weights, int channels, int bins, int hidden, int classes) {
    this.fc6 = Linear.create(weights, "fc6", (long) channels * bins * bins, hidden);
    this.fc7 = Linear.create(weights, "fc7", hidden, hidden);
    this.classes = predictor(weights.child("cls_score"), CLASS_STD, hidden, 1L + classes);
    this.boxes = predictor(weights.child("bbox_pred"), BOX_STD, hidden, 4 * (1L + classes));
  }

  private static Linear predictor(Weights weights, double std, long in, long out) {
    return new Linear(weights.normal("weight", std, out, in), weights.constant("bias", 0, out));
  }

  /** Maps regions [R, C, S, S]. */
  Output apply(Tensor regions) {
    Tensor x = fc7.apply(fc6.apply(regions.flatten(1, -1)).relu()).relu(); // [R, hidden]
    return new Output(classes.apply(x).to(ScalarType.Float), boxes.apply(x).to(ScalarType.Float));
  }
}
