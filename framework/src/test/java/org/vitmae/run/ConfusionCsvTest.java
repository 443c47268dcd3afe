package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionCsvTest {
  @Test
  void hasTrueClassesAsRows(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("confusion.csv");
    ConfusionCsv.write(file, List.of("a", "b, or \"ß\""), new long[][] {{1, 2}, {3, 1L << 40}});
    assertThat(Files.readString(file))
        .isEqualTo(",a,\"b, or \"\"ß\"\"\"\na,1,2\n\"b, or \"\"ß\"\"\",3,1099511627776\n");
  }

  @Test
  void refusesAnotherNumberOfClasses(@TempDir Path folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfusionCsv.write(folder.resolve("c.csv"), List.of("a"), new long[2][2]))
        .withMessageContaining("got 2 rows for 1 classes");
  }
}
