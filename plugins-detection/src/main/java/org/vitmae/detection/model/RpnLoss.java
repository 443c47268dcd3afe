package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.BalancedSampler;
import org.vitmae.detection.ops.BoxCoder;
import org.vitmae.detection.ops.BoxLosses;
import org.vitmae.detection.ops.Boxes;
import org.vitmae.detection.ops.Matcher;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Trains a region proposal network: objectness of drawn anchors, offsets of those that stand for an
 * object (Ren et al. 2015, section 3.1.2).
 *
 * @param matcher gives anchors their objects
 * @param sampler draws anchors of each image
 * @param beta of the smooth L1 loss of offsets; 0 for L1
 */
public record RpnLoss(Matcher matcher, BalancedSampler sampler, double beta) {
  /** Returns the one with the paper's thresholds and its 256 anchors per image. */
  static RpnLoss of(double beta) {
    return new RpnLoss(new Matcher(0.7, 0.3, true), new BalancedSampler(256, 0.5), beta);
  }

  /**
   * Computes both losses; that of the offsets is divided by the number of all drawn anchors.
   *
   * @param anchors of all levels, [A, 4], on the model's device
   * @param truths per image
   */
  public HeadLoss loss(RpnOutput output, Tensor anchors, List<Truth> truths, SampleDraws draws) {
    Device device = Device.of(anchors);
    List<Tensor> objects =
        truths.stream().map(truth -> Tensors.onDevice(truth.boxes(), device)).toList();
    List<long[]> matches = match(objects, anchors);
    List<long[]> positive = new ArrayList<>();
    List<long[]> negative = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    for (int image = 0; image < truths.size(); image++) {
      long[] matched = matches.get(image);
      BalancedSampler.Drawn drawn = sampler.draw(matched, draws.of("rpn-sample", image));
      long first = image * anchors.size(0);
      positive.add(Arrays.stream(drawn.positive()).map(i -> first + i).toArray());
      negative.add(Arrays.stream(drawn.negative()).map(i -> first + i).toArray());
      long[] found = Arrays.stream(drawn.positive()).map(i -> matched[(int) i]).toArray();
      targets.add(
          BoxCoder.PROPOSAL.encode(
              objects.get(image).index_select(0, Tensors.of(found, device, found.length)),
              anchors.index_select(
                  0, Tensors.of(drawn.positive(), device, drawn.positive().length))));
    }
    Tensor ones = index(positive, device);
    Tensor zeros = index(negative, device);
    Tensor logits = output.allObjectness().flatten();
    Tensor sampled = logits.index_select(0, torch.cat(new TensorVector(ones, zeros), 0));
    Tensor wanted =
        torch
            .cat(new TensorVector(torch.ones_like(ones), torch.zeros_like(zeros)), 0)
            .to(sampled.scalar_type());
    Tensor offsets = output.allOffsets().reshape(-1, 4).index_select(0, ones);
    Tensor target = torch.cat(new TensorVector(targets.toArray(Tensor[]::new)), 0);
    return new HeadLoss(
        torch.binary_cross_entropy_with_logits(sampled, wanted),
        BoxLosses.smoothL1(offsets, target, beta).sum().div(new Scalar(sampled.size(0))));
  }

  /**
   * Returns which object of each image every anchor stands for, read back at once; the tables of
   * all pairs are freed one by one.
   */
  private List<long[]> match(List<Tensor> objects, Tensor anchors) {
    try (Scope scope = new Scope()) {
      List<Tensor> matches = new ArrayList<>();
      for (Tensor boxes : objects) {
        matches.add(Scope.only(() -> matcher.match(Boxes.iou(boxes, anchors))));
      }
      long[] all = Tensors.toLongs(torch.cat(new TensorVector(matches.toArray(Tensor[]::new)), 0));
      int count = (int) anchors.size(0);
      return IntStream.range(0, objects.size())
          .mapToObj(image -> Arrays.copyOfRange(all, image * count, (image + 1) * count))
          .toList();
    }
  }

  private static Tensor index(List<long[]> parts, Device device) {
    long[] all = parts.stream().flatMapToLong(LongStream::of).toArray();
    return Tensors.of(all, device, all.length);
  }
}
