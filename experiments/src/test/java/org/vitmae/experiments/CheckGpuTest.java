package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that tells what a host lacks, against a made-up driver and made-up libraries. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the GPU bundle runs on Linux only")
final class CheckGpuTest {
  private static final String CARD = "NVIDIA H200, 580.95.05, 9.0, 143771 MiB";

  @TempDir Path folder;

  @BeforeEach
  void makeBundle() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("lib"));
    Files.copy(
        Path.of(System.getProperty("basedir", "."), "src/main/bin/check-gpu"),
        folder.resolve("bin/check-gpu"));
    // Names that no host has, so that its own libraries play no part.
    Files.writeString(
        folder.resolve("lib/gpu-libraries.txt"), "libcumade.so.13\nlibcudnnmade.so.9\n");
  }

  private record Answer(int exit, String text) {}

  private Answer check(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", folder.resolve("bin/check-gpu").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String path = System.getenv("PATH");
    builder.environment().put("PATH", folder.resolve("driver") + ":" + path);
    builder.environment().put("LD_LIBRARY_PATH", folder.resolve("cuda").toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Answer(process.exitValue(), text);
  }

  private void driver(String answer) throws IOException {
    Path program = Files.createDirectories(folder.resolve("driver")).resolve("nvidia-smi");
    Files.writeString(program, "#!/bin/sh\necho '" + answer + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private void library(String place, String name) throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve(place)).resolve(name));
  }

  /** Puts the libraries where the wheels of Python's package index have them. */
  private void wheels() throws IOException {
    Path program = Files.createDirectories(folder.resolve("driver")).resolve("python3");
    Files.writeString(program, "#!/bin/sh\necho '" + folder.resolve("site-packages") + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    library("site-packages/nvidia/cu13/lib", "libcumade.so.13");
    library("site-packages/nvidia/cudnn/lib", "libcudnnmade.so.9");
  }

  @Test
  void aHostWithEverythingPasses() throws Exception {
    driver(CARD);
    library("cuda", "libcumade.so.13");
    library("cuda", "libcudnnmade.so.9");

    Answer answer = check();

    assertThat(answer.text())
        .contains("ok       NVIDIA H200, 143771 MiB, compute capability 9.0, driver 580.95.05")
        .doesNotContain("MISSING")
        .doesNotContain("--env");
    assertThat(answer.exit()).isZero();
  }

  @Test
  void aMissingLibraryIsNamedWithWhatItIsPartOf() throws Exception {
    driver(CARD);
    library("cuda", "libcumade.so.13");

    Answer answer = check();

    assertThat(answer.text()).contains("MISSING  libcudnnmade.so.9, part of cuDNN 9");
    assertThat(answer.exit()).isEqualTo(1);
  }

  @Test
  void anOldDriverAndAnOldCardAreNamed() throws Exception {
    driver("Tesla V100, 580.10, 7.0, 16384 MiB");
    assertThat(check().text()).contains("compute capability 7.5 or more; Tesla V100 has 7.0");

    driver("NVIDIA H100, 535.161.08, 9.0, 81559 MiB");
    assertThat(check().text())
        .contains("driver 580 or newer, which CUDA 13 needs; NVIDIA H100 has 535.161.08");
  }

  @Test
  void librariesOfWheelsAreFoundAndGivenToTheShell() throws Exception {
    driver(CARD);
    wheels();

    Answer answer = check();
    assertThat(answer.exit()).isZero();
    assertThat(answer.text()).contains("check-gpu --env");
    Path site = folder.resolve("site-packages/nvidia");
    assertThat(check("--env").text().strip())
        .isEqualTo(
            "export LD_LIBRARY_PATH='%s:%s:%s'"
                .formatted(
                    site.resolve("cu13/lib"), site.resolve("cudnn/lib"), folder.resolve("cuda")));
  }
}
