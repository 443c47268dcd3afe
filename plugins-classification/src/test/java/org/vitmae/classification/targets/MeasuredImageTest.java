package org.vitmae.classification.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredImageTest {
  @Test
  void valuesKeepTheirOrderWhateverTheScore(@TempDir Path folder) throws IOException {
    MeasuredImage values = MeasuredImage.of(List.of("mass", "age"), new double[] {-2, 7.5});

    assertThat(values.write("my.street.jpg", 1, folder))
        .containsExactly(folder.resolve("my.street-values.csv"));
    assertThat(Files.readAllLines(folder.resolve("my.street-values.csv")))
        .containsExactly("target,value", "mass,-2.0", "age,7.5");
  }
}
