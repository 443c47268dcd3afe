package org.vitmae.detection.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;

/**
 * Names a pooled region and corrects its box: convolutions, if the design has any, then fully
 * connected layers.
 */
final class BoxHead {
  private static final double CLASS_STD = 0.01;
  private static final double BOX_STD = 0.001;
  private static final int FIRST_LAYER = 6; // as in the network that Girshick 2015 took them from

  private final HeadConvolutions convolutions;
  private final List<Linear> layers;
  private final Linear classes;
  private final Linear boxes;

  /**
   * The head's answers.
   *
   * @param logits column 0 is background, float [R, 1 + K]
   * @param offsets float [R, 4 (1 + K)]
   */
  record Output(Tensor logits, Tensor offsets) {}

  BoxHead(Weights weights, TwoStageConfig config) {
    HeadDesign design = config.design();
    int bins = config.boxPooling().bins();
    long pooled = (long) config.channels() * bins * bins;
    int hidden = config.hidden();
    this.convolutions =
        HeadConvolutions.create(
            weights, "conv", config.channels(), design.boxConvolutions(), design.norms());
    this.layers =
        IntStream.range(0, design.boxLayers())
            .mapToObj(
                i ->
                    Linear.create(
                        weights, "fc" + (FIRST_LAYER + i), i == 0 ? pooled : hidden, hidden))
            .toList();
    long columns = 1L + config.classes();
    this.classes = predictor(weights.child("cls_score"), CLASS_STD, hidden, columns);
    this.boxes = predictor(weights.child("bbox_pred"), BOX_STD, hidden, 4 * columns);
  }

  private static Linear predictor(Weights weights, double std, long in, long out) {
    return new Linear(weights.normal("weight", std, out, in), weights.constant("bias", 0, out));
  }

  /** Maps regions [R, C, S, S]. */
  Output apply(Tensor regions) {
    Tensor x = convolutions.apply(regions).flatten(1, -1); // [R, C S S]
    for (Linear layer : layers) {
      x = layer.apply(x).relu(); // [R, hidden]
    }
    return new Output(classes.apply(x).to(ScalarType.Float), boxes.apply(x).to(ScalarType.Float));
  }
}
