package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.Decay;

@Tag("golden")
class ScheduleGoldenTest {
  private static final double RELATIVE = 1e-12;

  @Test
  void cosineScheduleMatchesTheReference() throws IOException {
    for (JsonNode c : golden("schedules.json").get("lr_schedules")) {
      JsonNode config = c.get("config");
      LearningRateSchedule schedule =
          new LearningRateSchedule(
              Decay.COSINE,
              config.get("lr").doubleValue(),
              config.get("min_lr").doubleValue(),
              config.get("warmup_epochs").doubleValue(),
              config.get("epochs").doubleValue());
      assertThat(c.get("epoch")).isNotEmpty();
      for (int i = 0; i < c.get("epoch").size(); i++) {
        double epoch = c.get("epoch").get(i).doubleValue();
        assertClose(schedule.at(epoch), c.get("lr").get(i), config + " at " + epoch);
        assertClose(
            schedule.at(epoch) * c.get("lr_scale").doubleValue(),
            c.get("lr_of_scaled_group").get(i),
            config + " scaled at " + epoch);
      }
    }
  }

  @Test
  void peakRateScalesWithTheEffectiveBatch() throws IOException {
    for (JsonNode c : golden("schedules.json").get("lr_from_base_lr")) {
      RecipeConfig recipe =
          recipe(
              c.get("blr").doubleValue(),
              c.get("batch_size").intValue() * c.get("world_size").intValue(),
              c.get("accum_iter").intValue());
      assertClose(recipe.learningRate(), c.get("lr"), c.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cls", "globalpool"})
  void fineTuningGroupsMatchTheReference(String variant) throws IOException {
    JsonNode golden = golden("finetune/layer_decay_" + variant + ".json");
    JsonNode params = golden.get("params");
    int depth = golden.get("num_layers").intValue() - 1;
    LayerDecay decay = new LayerDecay(golden.get("layer_decay").doubleValue(), depth);
    assertThat(params).isNotEmpty();
    for (Map.Entry<String, JsonNode> param : params.properties()) {
      String name = param.getKey();
      assertThat(decay.layerId(name))
          .as(name)
          .isEqualTo(param.getValue().get("layer_id").intValue());
      assertClose(decay.scale(name), param.getValue().get("lr_scale"), name);
      assertThat(WeightDecayRule.FINE_TUNING.decays(name, rank(name)))
          .as(name)
          .isEqualTo(param.getValue().get("weight_decay").doubleValue() > 0);
    }
  }

  @Test
  void pretrainingGroupsMatchTheReference() throws IOException {
    JsonNode groups = golden("adamw/log_plain.json").get("param_groups");
    assertThat(groups).hasSize(2);
    for (JsonNode group : groups) {
      for (JsonNode name : group.get("params")) {
        assertThat(WeightDecayRule.PRETRAINING.decays(name.textValue(), rank(name.textValue())))
            .as(name.textValue())
            .isEqualTo(group.get("weight_decay").doubleValue() > 0);
      }
    }
  }

  @Test
  void normScalesAndBiasesAreNeverDecayed() {
    for (WeightDecayRule rule : WeightDecayRule.values()) {
      assertThat(rule.decays("norm.weight", 1)).isFalse();
      assertThat(rule.decays("blocks.0.attn.qkv.bias", 1)).isFalse();
      assertThat(rule.decays("head.weight", 2)).isTrue();
    }
  }

  /** Ranks of a Vision Transformer's parameters, which the fixtures do not list. */
  private static int rank(String name) {
    if (name.endsWith("_token") || name.endsWith("pos_embed")) {
      return 3;
    }
    return name.endsWith(".bias") || name.contains("norm") ? 1 : 2;
  }

  private static void assertClose(double actual, JsonNode expected, String what) {
    double value = expected.doubleValue();
    assertThat(actual).as(what).isCloseTo(value, within(RELATIVE * Math.abs(value)));
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in = ScheduleGoldenTest.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static RecipeConfig recipe(double baseLearningRate, int batchSize, int accumulation) {
    return new RecipeConfig(
        RecipeConfig.OptimizerKind.ADAMW,
        1,
        batchSize,
        accumulation,
        baseLearningRate,
        0,
        Decay.COSINE,
        0,
        0,
        0.9,
        0.95,
        0,
        1,
        0,
        0,
        0,
        AugmentConfig.cropAndFlip(1, 1, 1, 1, 0),
        0,
        0,
        1,
        1,
        1,
        new MixConfig(0, 0, 0, 0));
  }
}
