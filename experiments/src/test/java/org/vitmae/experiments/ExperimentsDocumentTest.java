package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.config.ExperimentConfig;

/** The examples of docs/experiments.md are definitions that can be run. */
class ExperimentsDocumentTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", "."), "../docs/experiments.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  static List<String> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private ExperimentConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("example.yaml"), yaml);
    return DefinitionOptions.reader().read(file.toString(), List.of());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsPlanned(String yaml) throws IOException {
    ExperimentConfig config = read(yaml);
    Console console = new Console();

    new Description(config, task -> new FakeTask(), new Speed(), console.writer()).print();

    assertThat(console.out()).contains("steps (").doesNotContain("NO STEP");
    assertThat(new CellPlan(config).cells()).isNotEmpty();
  }

  @Test
  void variantsAreNamedAsTheDocumentSays() throws IOException {
    String yaml =
        examples().stream().filter(e -> e.contains("variants:")).findFirst().orElseThrow();

    assertThat(new CellPlan(read(yaml)).cells().stream().map(PlannedCell::name))
        .containsSubsequence("pretrain-half-s0", "fine-tune-half-s0", "fine-tune-most-s0")
        .contains("pretrain-s0", "pretrain-deep-s0");
  }
}
