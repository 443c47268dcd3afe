package org.vitmae.classification.deeplearning4j;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.classification.targets.ClassLabels;
import org.vitmae.config.DataConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;

/**
 * A residual network of basic blocks on libtorch, with the convolutions, normalizations and the
 * last layer of Deeplearning4j's. Strided convolutions pad both sides alike, which changes no size.
 */
final class TorchCnn {
  private static final double MOMENTUM = 0.1;
  private static final double EPS = 1e-5;

  private final NamedParameters parameters = new NamedParameters();
  private final Network network;
  private final Linear head;
  private final double mean;
  private final double deviation;

  TorchCnn(Network network, DataConfig data) {
    this.network = network;
    mean = 255 * data.mean().get(0);
    deviation = 255 * data.std().get(0);
    Weights weights = new Weights(parameters, Device.CPU, 0);
    for (Convolution c : network.convolutions()) {
      Weights own = weights.child(c.name());
      own.normal("weight", 0.1, c.outputs(), c.inputs(), c.kernel(), c.kernel());
      own.constant("scale", 1, c.outputs());
      own.constant("shift", 0, c.outputs());
      own.frozen("running_mean", new float[c.outputs()], c.outputs());
      own.frozen("running_var", new float[c.outputs()], c.outputs());
    }
    head = Linear.create(weights, "head", network.features(), network.classes());
  }

  NamedParameters parameters() {
    return parameters;
  }

  Tensor loss(Batch batch) {
    Tensor bytes =
        Tensors.of(batch.pixels(), Device.CPU, batch.size(), batch.height(), batch.width(), 3);
    Tensor images =
        bytes
            .permute(0, 3, 1, 2)
            .to(ScalarType.Float)
            .sub(new Scalar(mean))
            .div(new Scalar(deviation))
            .contiguous(); // [N, C, H, W]
    long[] labels =
        Arrays.stream(ClassLabels.of(batch, network.classes())).asLongStream().toArray();
    Tensor scores = head.apply(trunk(images).mean(2, 3));
    return torch.cross_entropy_loss(scores, Tensors.of(labels, Device.CPU, labels.length));
  }

  private Tensor trunk(Tensor images) {
    Deque<Convolution> left = new ArrayDeque<>(network.convolutions());
    Tensor x = torch.relu(apply(left.remove(), images));
    while (!left.isEmpty()) {
      Tensor y = torch.relu(apply(left.remove(), x));
      y = apply(left.remove(), y);
      boolean projects = !left.isEmpty() && left.element().kernel() == 1;
      x = torch.relu(y.add(projects ? apply(left.remove(), x) : x));
    }
    return x;
  }

  private Tensor apply(Convolution c, Tensor x) {
    long padding = c.kernel() / 2;
    Tensor y =
        torch.conv2d(
            x,
            of(c, "weight"),
            new TensorOptional(),
            new long[] {c.stride(), c.stride()},
            new long[] {padding, padding},
            new long[] {1, 1},
            1);
    return torch.batch_norm(
        y,
        new TensorOptional(of(c, "scale")),
        new TensorOptional(of(c, "shift")),
        new TensorOptional(of(c, "running_mean")),
        new TensorOptional(of(c, "running_var")),
        true,
        MOMENTUM,
        EPS,
        false);
  }

  private Tensor of(Convolution c, String name) {
    return parameters.get(c.name() + "." + name);
  }
}
