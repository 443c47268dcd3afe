package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.Convolution;
import org.vitmae.model.Weights;

/** The small network that slides over a pyramid, the same at each level (Ren et al. 2015). */
final class RpnHead {
  private static final double STD = 0.01;

  private final List<Convolution> convolutions;
  private final Convolution objectness;
  private final Convolution offsets;

  RpnHead(Weights weights, TwoStageConfig config) {
    int channels = config.channels();
    long anchorsPerCell = config.anchors().get(0).perCell();
    this.convolutions =
        IntStream.rangeClosed(1, config.design().proposalConvolutions())
            .mapToObj(i -> Convolution.create(weights, "conv" + i, channels, channels, 3, STD, 0))
            .toList();
    this.objectness =
        Convolution.create(weights, "cls_logits", channels, anchorsPerCell, 1, STD, 0);
    this.offsets =
        Convolution.create(weights, "bbox_pred", channels, 4 * anchorsPerCell, 1, STD, 0);
  }

  RpnOutput apply(List<Tensor> pyramid) {
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> boxes = new ArrayList<>();
    for (Tensor level : pyramid) {
      Tensor x = level;
      for (Convolution convolution : convolutions) {
        x = convolution.apply(x).relu();
      }
      logits.add(objectness.apply(x));
      boxes.add(offsets.apply(x));
    }
    return RpnOutput.of(logits, boxes);
  }
}
