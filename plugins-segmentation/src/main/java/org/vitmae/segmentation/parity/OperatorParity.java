package org.vitmae.segmentation.parity;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.maps.Bilinear;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.PatchMaps;
import org.vitmae.maps.Upscaling;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.ParitySuite;
import org.vitmae.parity.Recorded;
import org.vitmae.segmentation.losses.PixelCrossEntropy;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/**
 * Checks the operators of segmentation, forward and gradient. They always run in full precision,
 * whatever precision is asked for.
 */
public final class OperatorParity implements ParitySuite {
  private static final double SMOOTHING = 0.1;

  @Override
  public String fixture() {
    return "segmentation";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons) {
    Fixture fixture = new Fixture(folder);
    try (Scope scope = new Scope()) {
      try (Recorded recorded = Recorded.open(fixture, "bilinear", device, comparisons)) {
        bilinear(recorded);
      }
      try (Recorded recorded = Recorded.open(fixture, "conv", device, comparisons)) {
        convolution(recorded, "s1p1", 1, 1);
        convolution(recorded, "s2p1", 2, 1);
        convolution(recorded, "s1p0", 1, 0);
        pooling(recorded);
      }
      try (Recorded recorded = Recorded.open(fixture, "conv_transpose", device, comparisons)) {
        upscaling(recorded);
      }
      try (Recorded recorded = Recorded.open(fixture, "cross_entropy", device, comparisons)) {
        crossEntropy(recorded, "plain", new PixelCrossEntropy(List.of(), 0));
        crossEntropy(recorded, "weighted", new PixelCrossEntropy(classWeights(recorded), 0));
        crossEntropy(recorded, "smooth", new PixelCrossEntropy(List.of(), SMOOTHING));
        recorded.value(
            "loss_none",
            new PixelCrossEntropy(List.of(), 0)
                .each(recorded.load("logits"), recorded.loadLongs("target")));
      }
    }
  }

  private static void bilinear(Recorded recorded) {
    for (String name : recorded.tensors().names()) {
      if (name.startsWith("out_")) {
        String resize = name.substring("out_".length()); // to a size, corners aligned or not
        String size = resize.substring(0, resize.lastIndexOf('_'));
        Tensor input = recorded.loadLeaf("input");
        Tensor gradient = recorded.load("grad_output_" + size);
        Tensor out =
            resize.endsWith("_ac0")
                ? Bilinear.resizeLike(input, gradient)
                : torch.upsample_bilinear2d(
                    input, new long[] {gradient.size(2), gradient.size(3)}, true);
        recorded.value(name, out);
        out.mul(gradient).sum().backward();
        recorded.value("grad_input_" + resize, input.grad());
      }
    }
  }

  private static void convolution(Recorded recorded, String name, long stride, long padding) {
    Tensor input = recorded.loadLeaf("input");
    Tensor weight = recorded.loadLeaf("weight");
    Tensor bias = recorded.loadLeaf("bias");
    Tensor out =
        stride == 1 && padding == weight.size(2) / 2
            ? new Convolution(weight, bias).apply(input)
            : torch.conv2d(
                input,
                weight,
                new TensorOptional(bias),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
    recorded.value(name + "_out", out);
    out.square().sum().backward();
    recorded.value(name + "_grad_input", input.grad());
    recorded.value(name + "_grad_weight", weight.grad());
    recorded.value(name + "_grad_bias", bias.grad());
  }

  private static void pooling(Recorded recorded) {
    Tensor input = recorded.loadLeaf("input");
    Tensor out = PatchMaps.halve(input);
    recorded.value("maxpool2_out", out);
    out.square().sum().backward();
    recorded.value("maxpool2_grad_input", input.grad());
  }

  private static void upscaling(Recorded recorded) {
    Tensor input = recorded.loadLeaf("input");
    Tensor weight = recorded.loadLeaf("weight");
    Tensor bias = recorded.loadLeaf("bias");
    Tensor out = new Upscaling(weight, bias).apply(input);
    recorded.value("out", out);
    out.mul(recorded.load("grad_output")).sum().backward();
    recorded.value("grad_input", input.grad());
    recorded.value("grad_weight", weight.grad());
    recorded.value("grad_bias", bias.grad());
  }

  private static void crossEntropy(Recorded recorded, String name, PixelCrossEntropy entropy) {
    Tensor logits = recorded.loadLeaf("logits");
    Tensor loss = entropy.mean(logits, recorded.loadLongs("target"));
    recorded.value("loss_" + name, loss);
    loss.backward();
    recorded.value("grad_" + name, logits.grad());
  }

  private static List<Double> classWeights(Recorded recorded) {
    float[] weights = recorded.tensors().floats("class_weight");
    return java.util.stream.IntStream.range(0, weights.length)
        .mapToObj(i -> (double) weights[i])
        .toList();
  }
}
