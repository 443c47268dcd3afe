package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("metrics.csv");
  }

  private void write(long from, long to) throws IOException {
    try (MetricsLog log = MetricsLog.open(file, from)) {
      for (long step = from + 1; step <= to; step++) {
        log.log(step, step / 3.0, "train", Map.of("loss", 1.0 / step));
      }
    }
  }

  @Test
  void rowsAreOnDiskBeforeTheLogIsClosed() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.log(1, 0.1, "train", Map.of("loss", 0.1 + 0.2));

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
  void testRowsAreWrittenAnew() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.log(4, 1, "val", Map.of("top1", 0.5));
      log.log(4, 1, "test", Map.of("top1", 0.25));
    }

    MetricsLog.open(file, 4).close();

    assertThat(file).hasContent("step,epoch,split,metric,value\n4,1.0,val,top1,0.5\n");
  }

  @Test
  void foreignRowIsNamed() throws IOException {
    Files.writeString(file, "step,epoch,split,metric,value\nhello\n");

    assertThatThrownBy(() -> MetricsLog.open(file, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("metrics.csv")
        .hasMessageContaining("hello");
  }
}
