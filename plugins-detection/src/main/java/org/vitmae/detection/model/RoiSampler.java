package org.vitmae.detection.model;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.BalancedSampler;
import org.vitmae.detection.ops.Boxes;
import org.vitmae.detection.ops.Matcher;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Tensors;

/**
 * Draws the proposals of an image that the second stage learns from. The true boxes are proposals
 * too, so that there is always something to find.
 *
 * @param matcher gives proposals their objects
 * @param sampler draws among them
 */
public record RoiSampler(Matcher matcher, BalancedSampler sampler) {
  /** 512 regions, a quarter of them positive, from IoU 0.5 on (Lin et al. 2017). */
  public static final RoiSampler DEFAULT =
      new RoiSampler(new Matcher(0.5, 0.5, false), new BalancedSampler(512, 0.25));

  RoiSample sample(Detections proposals, Truth truth, SampleDraws draws, int image) {
    try (NoGrad noGrad = new NoGrad()) {
      Tensor found = Tensors.of(proposals.boxes(), Device.CPU, proposals.size(), 4);
      Tensor boxes = torch.cat(new TensorVector(found, truth.boxes()), 0);
      long[] matched = Tensors.toLongs(matcher.match(Boxes.iou(truth.boxes(), boxes)));
      BalancedSampler.Drawn drawn = sampler.draw(matched, draws.of("roi-sample", image));
      long[] all = drawn.all();
      long[] objects = Arrays.stream(drawn.positive()).map(i -> matched[(int) i]).toArray();
      return new RoiSample(
          boxes.index_select(0, Tensors.of(all, Device.CPU, all.length)),
          Tensors.of(objects, Device.CPU, objects.length));
    }
  }
}
