package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void fewestEditsWin() {
    assertThat(Nearest.of("pach-size", List.of("batch-size", "patch-size", "depth")))
        .hasValue("patch-size");
  }

  @Test
  void whatIsNotSimilarIsNotOffered() {
    assertThat(Nearest.similar("quikstart", List.of("bccd", "quickstart"))).hasValue("quickstart");
    assertThat(Nearest.similar("mine", List.of("bccd", "quickstart"))).isEmpty();
    assertThat(Nearest.of("mine", List.of("bccd", "quickstart"))).hasValue("bccd");
  }

  @Test
  void noChoicesGiveNothing() {
    assertThat(Nearest.of("anything", List.of())).isEmpty();
  }
}
