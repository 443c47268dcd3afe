package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSummaryTest {
  private static DataSummary of(Map<String, String> fingerprints) {
    return new DataSummary(1, 1, 1, List.of(), fingerprints, List.of(), List.of());
  }

  @Test
  void splitsThatCameOrWentHaveChangedToo() {
    DataSummary then = of(Map.of("train", "a", "validation", "b", "test", "c"));
    DataSummary now = of(Map.of("train", "a", "test", "d", "more", "e"));

    assertThat(then.changedSplits(now)).containsExactly("more", "test", "validation");
    assertThat(now.changedSplits(then)).containsExactly("more", "test", "validation");
    assertThat(then.changedSplits(then)).isEmpty();
  }
}
