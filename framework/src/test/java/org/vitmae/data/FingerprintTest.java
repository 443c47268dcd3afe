package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void whereOnePartEndsCounts() {
    String parts = new Fingerprint("kind").add("ab").add("c").hex();

    assertThat(new Fingerprint("kind").add("a").add("bc").hex()).isNotEqualTo(parts);
    assertThat(new Fingerprint("kin").add("dab").add("c").hex()).isNotEqualTo(parts);
    assertThat(new Fingerprint("kind").add("ab").add("c").hex()).isEqualTo(parts);
  }
}
