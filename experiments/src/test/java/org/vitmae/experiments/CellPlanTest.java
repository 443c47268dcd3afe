package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ExperimentConfig;

class CellPlanTest {
  private static final String EXPERIMENT =
      """
      data: {name: Scenes, format: scenes, image-height: 32, image-width: 32}
      model: {preset: tiny, decoder-depth: 2}
      seeds: [4]
      variants:
        same: {model: {decoder-depth: 2}}
        deep: {model: {decoder-depth: 6}}
        again: {model: {decoder-depth: 6}}
      arm-defaults: {protocol: fine-tune, initialization: mae}
      arms:
        tune: {each: {variant: [same, deep, again]}}
        scratch: {initialization: random}
      report: {baseline: scratch}
      """;

  @TempDir Path folder;

  private List<PlannedCell> plan(String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    ExperimentConfig config = DefinitionOptions.reader().read(file.toString(), List.of(overrides));
    return new CellPlan(config).cells();
  }

  private static List<String> names(List<PlannedCell> cells) {
    return cells.stream().map(PlannedCell::name).toList();
  }

  @Test
  void variantsThatPretrainAlikeShareAPretraining() throws IOException {
    List<PlannedCell> cells = plan(EXPERIMENT);

    assertThat(names(cells))
        .containsExactly(
            "pretrain-s4",
            "tune-same-s4",
            "pretrain-deep-s4",
            "tune-deep-s4",
            "tune-again-s4",
            "scratch-s4");
    PlannedCell again = cells.get(4);
    assertThat(again.start().orElseThrow().pretrainCell()).isEqualTo("pretrain-deep-s4");
    assertThat(again.variant()).isEqualTo("again");
    assertThat(again.config().model().decoderDepth()).isEqualTo(6);
    assertThat(cells.get(1).config().model().decoderDepth()).isEqualTo(2);
  }

  @Test
  void repeatsShareAPretrainingAndHaveSeedsOfTheirOwn() throws IOException {
    List<PlannedCell> cells = plan(EXPERIMENT, "repeats=3", "arms.tune.each.variant=same");

    assertThat(names(cells))
        .containsExactly(
            "pretrain-s4",
            "tune-same-s4",
            "tune-same-s4-r1",
            "tune-same-s4-r2",
            "scratch-s4",
            "scratch-s4-r1",
            "scratch-s4-r2");
    assertThat(cells.get(1).seed()).isEqualTo(4);
    assertThat(cells.subList(1, 4).stream().map(PlannedCell::seed)).doesNotHaveDuplicates();
    assertThat(cells.subList(1, 4).stream().map(PlannedCell::start))
        .containsOnly(cells.get(1).start());
    assertThat(cells.get(5).seed()).as("same images for every arm").isEqualTo(cells.get(2).seed());
    assertThat(cells.get(5).repeat()).isEqualTo(1);
  }

  @Test
  void withoutArmsEveryVariantIsPretrained() throws IOException {
    String noArms = EXPERIMENT.substring(0, EXPERIMENT.indexOf("arms:\n")) + "report: {}\n";

    assertThat(names(plan(noArms))).containsExactly("pretrain-s4", "pretrain-deep-s4");
    assertThat(plan(noArms).get(0).arm()).isEqualTo(Optional.empty());
  }
}
