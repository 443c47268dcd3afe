package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  @Test
  void librariesOfTheEngineAreFound() {
    assertThat(Provenance.libraries(getClass().getClassLoader()))
        .containsKeys("pytorch", "javacpp", "openblas", "java", "os", "processors");
  }

  @Test
  void peakIsReadInBytes(@TempDir Path folder) throws IOException {
    Path status =
        Files.writeString(folder.resolve("status"), "VmPeak:\t  99 kB\nVmHWM:\t   2048 kB\n");

    assertThat(PeakMemory.resident(status)).hasValue(2048 * 1024);
  }

  @Test
  void peakHasAFallback(@TempDir Path folder) {
    assertThat(PeakMemory.resident(folder.resolve("absent"))).isEmpty();
    assertThat(PeakMemory.pools()).isGreaterThan(1 << 20);
  }
}
