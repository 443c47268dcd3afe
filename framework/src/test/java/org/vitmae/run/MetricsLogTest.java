package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("metrics.csv");
  }

  private void write(long from, long to) throws IOException {
    try (MetricsLog log = new MetricsLog(file)) {
      log.rewind(from);
      for (long step = from + 1; step <= to; step++) {
        log.log(step, step / 3.0, "train", "loss", 1.0 / step);
      }
    }
  }

  @Test
  void rowsAreOnDiskBeforeTheLogIsClosed() throws IOException {
    try (MetricsLog log = new MetricsLog(file)) {
      log.log(1, 0.1, "train", "loss", 0.1 + 0.2);

      assertThat(file)
          .hasContent("step,epoch,split,metric,value\n1,0.1,train,loss,0.30000000000000004\n");
    }
  }

  @Test
  void resumedFileEqualsTheUninterruptedOne() throws IOException {
    write(0, 9);
    String uninterrupted = Files.readString(file);
    Files.delete(file);

    write(0, 7);
    Files.writeString(file, "8,2.66,tra", StandardOpenOption.APPEND);
    write(5, 9);

    assertThat(file).hasContent(uninterrupted);
  }

  @Test
  void reopeningKeepsWholeRows() throws IOException {
    write(0, 2);
    String whole = Files.readString(file);
    Files.writeString(file, "3,1.0,train,loss,0.2", StandardOpenOption.APPEND);

    new MetricsLog(file).close();

    assertThat(file).hasContent(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error, px", "two\nlines", "\"quoted\"", ""})
  void namesThatWouldNeedQuotesAreRefused(String metric) throws IOException {
    try (MetricsLog log = new MetricsLog(file)) {
      assertThatThrownBy(() -> log.log(1, 1, "val", metric, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a metric's name has no comma");
    }
  }

  @Test
  void foreignFileIsNamed() throws IOException {
    Files.writeString(file, "hello\n");

    assertThatThrownBy(() -> new MetricsLog(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("metrics.csv")
        .hasMessageContaining("hello");
  }

  @Test
  void rowsThatACheckpointKnowsOfMustBeThere() throws IOException {
    write(0, 3);

    assertThatThrownBy(() -> write(4, 9))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("has 3 rows, but the checkpoint to go on from knows of 4");
    write(3, 9);
    assertThat(Files.readAllLines(file)).hasSize(10);
  }
}
