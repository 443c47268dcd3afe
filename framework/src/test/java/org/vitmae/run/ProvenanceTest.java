package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenanceTest {
  @Test
  void librariesOfTheEngineAreFound() {
    assertThat(Provenance.libraries(getClass().getClassLoader()))
        .containsKeys("pytorch", "javacpp", "openblas", "java", "os", "processors");
  }
}
