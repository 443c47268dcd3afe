package org.vitmae.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.model.TinyMae;

class ParameterGroupTest {
  @Test
  void everyTrainableParameterIsInExactlyOneGroup() {
    try (TinyMae mae = TinyMae.of(TinyMae.config(), TinyMae.GRID, 1)) {
      List<ParameterGroup> groups =
          ParameterGroup.of(
              mae.parameters(), WeightDecayRule.FINE_TUNING, 0.05, new LayerDecay(0.75, 2));
      assertThat(groups.stream().flatMap(group -> group.names().stream()))
          .containsExactlyInAnyOrderElementsOf(mae.parameters().trainable());
    }
  }

  @Test
  void tablesOfRelativePositionsLearnWithTheirBlockAndAreNotDecayed() {
    assertThat(WeightDecayRule.FINE_TUNING.decays("blocks.1.attn.rel_pos_h", 2)).isFalse();
    assertThat(WeightDecayRule.FINE_TUNING.decays("blocks.1.attn.rel_pos_w", 2)).isFalse();
    assertThat(WeightDecayRule.FINE_TUNING.decays("blocks.1.attn.proj.weight", 2)).isTrue();
    assertThat(new LayerDecay(0.75, 4).layerId("blocks.1.attn.rel_pos_h")).isEqualTo(2);
  }

  @Test
  void pretrainingHasOneGroupWithDecayAndOneWithout() {
    try (TinyMae mae = TinyMae.of(TinyMae.config(), TinyMae.GRID, 1)) {
      List<ParameterGroup> groups =
          ParameterGroup.of(
              mae.parameters(), WeightDecayRule.PRETRAINING, 0.05, new LayerDecay(1, 2));
      assertThat(groups).hasSize(2).allMatch(group -> group.lrScale() == 1);
      for (ParameterGroup group : groups) {
        for (String name : group.names()) {
          boolean matrix = mae.parameters().get(name).dim() > 1;
          assertThat(group.weightDecay()).as(name).isEqualTo(matrix ? 0.05 : 0);
        }
      }
    }
  }
}
