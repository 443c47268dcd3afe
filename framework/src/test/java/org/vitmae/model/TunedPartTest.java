package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class TunedPartTest {
  private static final ExperimentConfig CONFIG =
      new ConfigReader(TunedPartTest.class.getClassLoader())
          .read(
              "shipped-for-tests",
              List.of(
                  "model.preset=tiny",
                  "model.embed-dim=24",
                  "model.num-heads=3",
                  "model.depth=3",
                  "data.image-height=32",
                  "data.image-width=32"));

  private static TunedPart part(double blocks) {
    return TunedPart.lastBlocks(blocks, CONFIG.model());
  }

  private static List<String> trained(double blocks) {
    List<String> names =
        List.of(
            "cls_token",
            "pos_embed",
            "patch_embed.proj.weight",
            "blocks.1.mlp.fc1.weight",
            "blocks.2.norm1.weight",
            "blocks.2.attn.qkv.bias",
            "blocks.2.norm2.bias",
            "blocks.2.mlp.fc2.weight",
            "norm.weight",
            "fc_norm.bias",
            "head.weight");
    return names.stream().filter(part(blocks)::trains).toList();
  }

  @Test
  void lastNormAndHeadAlwaysLearn() {
    assertThat(trained(0)).containsExactly("norm.weight", "fc_norm.bias", "head.weight");
  }

  @Test
  void halfABlockIsItsMlpAndTheNormBeforeIt() {
    List<String> more = new ArrayList<>(trained(0.5));
    more.removeAll(trained(0));

    assertThat(more).containsExactly("blocks.2.norm2.bias", "blocks.2.mlp.fc2.weight");
  }

  @Test
  void embeddingsLearnOnlyWithAllBlocks() {
    assertThat(trained(2.5)).doesNotContain("cls_token", "pos_embed", "patch_embed.proj.weight");
    assertThat(trained(3)).hasSize(11);
    assertThat(part(3)).isEqualTo(TunedPart.all(CONFIG.model()));
  }

  @Test
  void moreBranchesThanThereAreAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunedPart(7, 3))
        .withMessageContaining("0 to 6");
  }

  @Test
  void frozenBranchesRecordNoGradient() {
    Map<String, Boolean> recorded = new TreeMap<>();
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      PatchGrid grid = PatchGrid.of(CONFIG.model(), CONFIG.data());
      VisionTransformer encoder =
          new VisionTransformer(new Weights(parameters, Device.CPU, 1), CONFIG.model(), grid);
      parameters.names().forEach(name -> parameters.setTrainable(name, part(0.5).trains(name)));
      Tensor imgs = Tensors.of(new float[3 * 32 * 32], Device.CPU, 1, 3, 32, 32);
      encoder.encode(
          PatchedImages.ofNormalized(imgs, grid.patchSize()),
          DropPath.NONE,
          (name, value) -> recorded.put(name, value.requires_grad()));
    }

    assertThat(recorded.remove("blocks.2.mlp")).isTrue();
    assertThat(recorded.remove("blocks.2")).isTrue();
    assertThat(recorded).hasSizeGreaterThan(5).doesNotContainValue(true);
  }

  @Test
  void frozenBranchesAreNeverSkipped() {
    try (Scope scope = new Scope()) {
      Tensor ones = Tensors.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, Device.CPU, 8, 1, 1);
      long[] ids = {0, 1, 2, 3, 4, 5, 6, 7};
      DropPath dropPath = DropPath.draw(0.9, 3, 1, 0, ids, Device.CPU).in(part(0.5));

      assertThat(Tensors.toFloats(dropPath.apply(4, ones))).containsOnly(1);
      assertThat(Tensors.toFloats(dropPath.apply(5, ones))).contains(0);
    }
  }

  /** A block of width D over T tokens: 24 T D^2 + 4 T^2 D forward, of which the MLP is 16 T D^2. */
  @Test
  void backwardPassIsCountedThroughTheTunedPartOnly() {
    double tokens = 1 + Cost.patches(CONFIG.model(), CONFIG.data());
    double mlp = 16 * tokens * 24 * 24;
    double block = 24 * tokens * 24 * 24 + 4 * tokens * tokens * 24;
    double forward = Cost.classifierFlopsPerImage(CONFIG.model(), CONFIG.data());

    assertThat(flops(0)).isEqualTo(forward);
    assertThat(flops(0.5)).isCloseTo(forward + 2 * mlp, within(1.0));
    assertThat(flops(1.5)).isCloseTo(forward + 2 * (block + mlp), within(1.0));
    assertThat(flops(3)).isEqualTo(3 * forward);
  }

  private static double flops(double blocks) {
    return Cost.tuneFlopsPerImage(CONFIG.model(), CONFIG.data(), part(blocks));
  }
}
