package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  /** No system gives a process such a number. */
  private static final String KILLED = ".report-999999999999-1";

  @TempDir private Path run;

  private void write(String text) throws IOException {
    ReportFolder.replace(
        run.resolve("report"), folder -> Files.writeString(folder.resolve("page"), text));
  }

  private void writeToAFullDisk() throws IOException {
    ReportFolder.replace(
        run.resolve("report"),
        folder -> {
          throw new IOException("the disk is full");
        });
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void severalWritersLeaveOneWholeReport() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String text = "report " + i;
      all.add(
          writers.submit(
              () -> {
                write(text);
                return null;
              }));
    }
    for (Future<?> writer : all) {
      writer.get();
    }
    writers.shutdown();

    assertThat(entries()).containsExactly("report");
    assertThat(run.resolve("report/page")).content().startsWith("report ");
  }

  @Test
  void aReportThatFailsLeavesTheOldOne() throws IOException {
    write("old");

    assertThatThrownBy(this::writeToAFullDisk).hasMessage("the disk is full");

    assertThat(run.resolve("report/page")).hasContent("old");
    assertThat(entries()).containsExactly("report");
  }

  @Test
  void whatKilledProcessesLeftIsClearedUp() throws IOException {
    Files.createDirectories(run.resolve(KILLED).resolve("half"));
    write("whole");

    assertThat(entries()).containsExactly("report");
    assertThat(run.resolve("report/page")).hasContent("whole");
  }

  @Test
  void whatKilledProcessesLeftIsClearedUpByTwoAtOnce() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 50; i++) {
      Path left = Files.createDirectories(run.resolve(KILLED));
      for (int file = 0; file < 30; file++) {
        Files.createFile(left.resolve("plot-" + file));
      }
      Callable<Void> report =
          () -> {
            write("whole");
            return null;
          };
      for (Future<Void> writer : writers.invokeAll(List.of(report, report))) {
        writer.get();
      }
    }
    writers.shutdown();

    assertThat(entries()).containsExactly("report");
  }

  @Test
  void aReportThatAKilledProcessHadSetAsideComesBack() throws IOException {
    Path aside = Files.createDirectories(run.resolve(KILLED + "-old"));
    Files.writeString(aside.resolve("page"), "old");

    assertThatThrownBy(this::writeToAFullDisk).hasMessage("the disk is full");

    assertThat(run.resolve("report/page")).hasContent("old");
    assertThat(entries()).containsExactly("report");
  }
}
