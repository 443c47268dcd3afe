package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ConfigException;
import org.vitmae.data.DataException;
import org.vitmae.reports.Report;
import org.vitmae.reports.ReportException;
import org.vitmae.train.TrainingException;
import picocli.CommandLine;

class FailuresTest {
  private static String only(Exception e) {
    return Failures.userMessages(e).orElseThrow().get(0);
  }

  @Test
  void memoryThatLibtorchDoesNotGetIsTheUsersToMend() {
    RuntimeException e = catchThrowableOfType(RuntimeException.class, () -> torch.empty(1L << 44));

    assertThat(only(e))
        .startsWith("There is not enough memory (DefaultCPUAllocator: ")
        .contains("you tried to allocate 70368744177664 bytes", "Lower batch-size")
        .doesNotContain("\n");
  }

  @Test
  void memoryOfAGpuToo() {
    assertThat(
            only(
                new RuntimeException(
                    "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has 1 GiB free.\n"
                        + "Exception raised from malloc at CUDACachingAllocator.cpp")))
        .startsWith("There is not enough memory (CUDA out of memory. Tried to allocate 2.00 GiB.")
        .doesNotContain("Exception raised");
  }

  @Test
  void aNameBeyondTheLocaleSaysWhatToDo() {
    assertThat(only(new InvalidPathException("r\u00f6nd", "Malformed input")))
        .contains("'r\u00f6nd'", "Malformed input", "LC_ALL=C.UTF-8");
  }

  static List<Exception> usersToMend() throws IOException {
    Path empty = Files.createTempDirectory("no-run");
    ReportException noRun = catchThrowableOfType(ReportException.class, () -> Report.write(empty));
    Files.delete(empty);
    return List.of(
        new ConfigException("what helps"),
        new DataException("what helps"),
        new CheckpointException("what helps"),
        new TrainingException("what helps"),
        noRun);
  }

  @ParameterizedTest
  @MethodSource("usersToMend")
  void whatAUserCanMendIsAMessageAndNoTrace(Exception e) {
    StringWriter err = new StringWriter();

    assertThat(only(e)).isEqualTo(e.getMessage());
    assertThat(handled(e, err)).isEqualTo(2);
    assertThat(err).hasToString("vitmae: " + e.getMessage() + System.lineSeparator());
  }

  @Test
  void otherExceptionsAreDefects() {
    StringWriter err = new StringWriter();
    Exception e = new IllegalStateException("memory");

    assertThat(Failures.userMessages(e)).isEmpty();
    assertThat(handled(e, err)).isEqualTo(1);
    assertThat(err.toString()).contains("IllegalStateException: memory", "\tat ");
  }

  private static int handled(Exception e, StringWriter err) {
    PrintWriter writer = new PrintWriter(err);
    CommandLine command = Main.commandLine(writer, writer);
    int status = new Failures().handleExecutionException(e, command, command.parseArgs());
    writer.flush();
    return status;
  }

  @Test
  void aFullHeapAndMissingLibrariesSayWhatToDo() {
    assertThat(Failures.userMessage(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "The Java heap is full (Java heap space). Set a larger one, for instance"
                + " JAVA_OPTS=-Xmx8g.");
    assertThat(Failures.userMessage(new UnsatisfiedLinkError("libcudart.so.13: not found")))
        .contains("libcudart.so.13: not found", "bin/check-gpu");
  }
}
