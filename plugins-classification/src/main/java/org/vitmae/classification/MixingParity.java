package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.image.Window;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;

/** Checks mixed images and targets against timm's, from its recorded draws. */
final class MixingParity {
  private static final Limit VALUE = new Limit(0, 2e-6);

  private MixingParity() {}

  static void check(
      Fixture fixture, JsonNode results, int patchSize, Device device, Comparisons comparisons) {
    try (Safetensors inputs = fixture.tensors("inputs")) {
      int height = (int) inputs.shape("imgs")[2];
      int width = (int) inputs.shape("imgs")[3];
      Mix cutmix = Mix.cutmix(box(results), height, width);
      comparisons.number(
          "cutmix.lam_corrected",
          cutmix.share(),
          results.get("cutmix").get("lam_corrected").asDouble(),
          Limit.DOUBLE);
      Mix mixup = new Mix(results.get("mixup").get("lam_drawn").asDouble(), Optional.empty());
      compare("mixup", mixup, inputs, results, patchSize, device, comparisons);
      compare("cutmix", cutmix, inputs, results, patchSize, device, comparisons);
    }
  }

  private static Window box(JsonNode results) {
    JsonNode box = results.get("cutmix").get("bbox_yl_yh_xl_xh");
    int top = box.get(0).asInt();
    int left = box.get(2).asInt();
    return new Window(top, left, box.get(1).asInt() - top, box.get(3).asInt() - left);
  }

  private static void compare(
      String name,
      Mix mix,
      Safetensors inputs,
      JsonNode results,
      int patchSize,
      Device device,
      Comparisons comparisons) {
    long[] shape = inputs.shape("imgs");
    PatchGrid grid =
        new PatchGrid(
            (int) shape[2] / patchSize, (int) shape[3] / patchSize, patchSize, (int) shape[1]);
    try (Scope scope = new Scope()) {
      Tensor mixed =
          Mixing.apply(mix, images(inputs, "imgs", patchSize, device), grid, device).all();
      Tensor want = images(inputs, name + "_imgs", patchSize, device).all();
      comparisons.tensor(name + ".imgs", mixed.sub(want), new float[(int) want.numel()], VALUE);
    }
    int[] labels = Arrays.stream(inputs.longs("labels")).mapToInt(Math::toIntExact).toArray();
    comparisons.tensor(
        name + ".targets",
        mix.targets(
            labels, results.get("num_classes").asInt(), results.get("label_smoothing").asDouble()),
        inputs.floats(name + "_targets"),
        VALUE);
  }

  private static PatchedImages images(
      Safetensors inputs, String name, int patchSize, Device device) {
    return PatchedImages.ofNormalized(Fixture.load(inputs, name, device), patchSize);
  }
}
