package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.run.ArmCell;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.train.TrainingException;

class SweepTest {
  private static final String EXPERIMENT =
      """
      extends: quickstart
      seeds: [3, 4]
      sweeps:
        fine-tune:
          keys:
            arms.fine-tune.train.base-learning-rate: [1.0e-3, 4.0e-3]
            masking.ratio: [0.5, 0.75]
      """;

  private static final String RANDOM =
      """
      extends: quickstart
      sweeps:
        fine-tune:
          search: random
          trials: 40
          keys:
            arms.fine-tune.train.base-learning-rate: {min: 1.0e-4, max: 1.0e-2, scale: log}
            arms.fine-tune.train.layer-decay: [0.65, 0.75]
      """;

  @TempDir Path folder;

  private ExperimentConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    return DefinitionOptions.reader().read(file.toString(), List.of());
  }

  private static List<Trial> trials(ExperimentConfig config) {
    return Trial.of(DefinitionOptions.reader(), config, "fine-tune");
  }

  @Test
  void aGridIsEveryCombination() throws IOException {
    List<Trial> trials = trials(read(EXPERIMENT));

    assertThat(trials.stream().map(t -> List.copyOf(t.values().values())))
        .containsExactly(
            List.of("0.001", "0.5"),
            List.of("0.001", "0.75"),
            List.of("0.004", "0.5"),
            List.of("0.004", "0.75"));
    ExperimentConfig third = trials.get(2).config();
    assertThat(third.masking().ratio()).isEqualTo(0.5);
    assertThat(third.arms().get("fine-tune").train().baseLearningRate()).isEqualTo(4e-3);
  }

  @Test
  void randomTrialsStayInRangeAndComeFromTheSeed() throws IOException {
    List<Trial> trials = trials(read(RANDOM));
    List<Double> rates =
        trials.stream()
            .map(t -> t.config().arms().get("fine-tune").train().baseLearningRate())
            .toList();

    assertThat(rates).hasSize(40).doesNotHaveDuplicates().allMatch(r -> r >= 1e-4 && r <= 1e-2);
    assertThat(rates.stream().filter(r -> r < 1e-3).count()).as("log scale").isBetween(12L, 28L);
    assertThat(trials(read(RANDOM))).isEqualTo(trials);
    assertThat(trials(read(RANDOM.replace("trials: 40", "trials: 40\n    seed: 1"))))
        .isNotEqualTo(trials);
  }

  @Test
  void aRecordedDefinitionSweepsTheSame() throws IOException {
    ExperimentConfig config = read(RANDOM);

    ExperimentConfig again = read(ConfigWriter.yaml(config));

    assertThat(again.sweeps()).isEqualTo(config.sweeps());
    assertThat(trials(again)).isEqualTo(trials(config));
  }

  @Test
  void aBoundIsNoList() {
    assertThatThrownBy(() -> read(RANDOM.replace("min: 1.0e-4", "min: []")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("base-learning-rate.min")
        .hasMessageContaining("found []");
  }

  @Test
  void randomTrialsDrawEachKeyOnItsOwn() throws IOException {
    String yaml =
        """
        extends: quickstart
        sweeps:
          fine-tune:
            search: random
            trials: 4
            keys:
              arms.fine-tune.train.base-learning-rate: {min: 1.0e-3, max: 1.0e-2, scale: linear}
              arms.fine-tune.train.weight-decay: {min: 1.0e-3, max: 1.0e-2, scale: linear}
        """;
    List<Trial> trials = trials(read(yaml));

    assertThat(trials.stream().map(trial -> List.copyOf(trial.values().values())))
        .hasSize(4)
        .noneMatch(values -> values.get(0).equals(values.get(1)));
  }

  @Test
  void trialsHaveNoTestExamplesAndShareWhatPretrainsAlike() throws IOException {
    ExperimentConfig config = read(EXPERIMENT);
    CellPlan plan = new CellPlan(config);
    List<PlannedCell> cells =
        trials(config).stream().flatMap(trial -> plan.trial(trial).stream()).distinct().toList();

    assertThat(cells.stream().map(PlannedCell::name))
        .containsExactly(
            "pretrain-trial-fine-tune-0-s3",
            "trial-fine-tune-0-s3",
            "pretrain-s3",
            "trial-fine-tune-1-s3",
            "trial-fine-tune-2-s3",
            "trial-fine-tune-3-s3");
    assertThat(cells.stream().filter(c -> c.kind() == CellKind.TRIAL))
        .allMatch(c -> c.config().data().test().isEmpty());
  }

  @Test
  void theBestByValidationRunsForAllSeeds() throws IOException {
    ExperimentConfig config = read(EXPERIMENT);
    CellPlan plan = new CellPlan(config);
    List<String> values = new ArrayList<>(List.of("0.2", "0.5", "0.9", "0.9"));
    Sweep sweep = new Sweep(trials(config), plan, new FakeTask());

    SweepResult result =
        sweep
            .run(
                cell -> {
                  CellFolder made =
                      new CellFolder(Files.createDirectories(folder.resolve(cell.name())));
                  if (cell.kind() == CellKind.TRIAL) {
                    Files.writeString(
                        made.path().resolve("metrics.csv"),
                        "step,epoch,split,metric,value\n1,1.0,val,top1,0.1\n2,2.0,val,top1,"
                            + values.remove(0)
                            + "\n3,3.0,test,top1,1.0\n");
                  }
                  made.write(Manifests.done(cell.name(), 100, 2e9, 1.5));
                  return Optional.of(made);
                })
            .orElseThrow();
    plan.tune(result.chosen());

    assertThat(result.best()).isEqualTo(2);
    // Four trials. The pretraining made for the first also served the chosen third.
    assertThat(result.cost()).isEqualTo(new ArmCell.Trials(4, 400, 8e9, 6));
    assertThat(result.rows().get(2))
        .containsExactly(
            "fine-tune",
            2,
            "arms.fine-tune.train.base-learning-rate=0.004; masking.ratio=0.5",
            "top1",
            OptionalDouble.of(0.9),
            true);
    assertThat(plan.cells().stream().map(PlannedCell::name))
        .contains("pretrain-trial-fine-tune-0-s4", "fine-tune-s4", "pretrain-s4");
    assertThat(plan.cells().stream().filter(c -> c.name().equals("fine-tune-s4")))
        .allMatch(c -> c.armConfig().orElseThrow().train().baseLearningRate() == 4e-3);
  }

  /** Runs trials of which some diverge and the others reach 0.5 by validation. */
  private SweepResult swept(IntPredicate diverges) throws IOException {
    ExperimentConfig config = read(EXPERIMENT);
    List<PlannedCell> tried = new ArrayList<>();
    return new Sweep(trials(config), new CellPlan(config), new FakeTask())
        .run(
            cell -> {
              CellFolder made =
                  new CellFolder(Files.createDirectories(folder.resolve(cell.name())));
              if (cell.kind() == CellKind.TRIAL) {
                tried.add(cell);
                if (diverges.test(tried.size() - 1)) {
                  throw new TrainingException("The loss became NaN");
                }
                Files.writeString(
                    made.path().resolve("metrics.csv"),
                    "step,epoch,split,metric,value\n1,1.0,val,top1,0.5\n");
              }
              made.write(Manifests.done(cell.name(), 100, 2e9, 1.5));
              return Optional.of(made);
            })
        .orElseThrow();
  }

  @Test
  void trialsThatDivergeAreOut() throws IOException {
    SweepResult result = swept(trial -> trial == 0 || trial == 2);

    assertThat(result.best()).isEqualTo(1);
    assertThat(result.rows().get(0)).endsWith(OptionalDouble.empty(), false);
    assertThat(result.note()).endsWith("and whose cost is not counted: 2.");
    // The pretraining made for the first trial, and two trials that ended.
    assertThat(result.cost().trialImagesSeen()).isEqualTo(300);
  }

  @Test
  void wereAllTrialsToDivergeThereIsNothingToChoose() {
    assertThatThrownBy(() -> swept(trial -> true))
        .isInstanceOf(TrainingException.class)
        .hasMessage("The loss became NaN");
  }

  @Test
  void resolvedSweepsReadBackEqual() throws IOException {
    ExperimentConfig config = read(EXPERIMENT);

    assertThat(read(ConfigWriter.yaml(config))).isEqualTo(config);
  }

  @Test
  void wrongKeysAndValuesAreToldBeforeAnythingRuns() throws IOException {
    assertThatThrownBy(() -> read(EXPERIMENT.replace("masking.ratio", "masking.share")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key masking.share");
    assertThatThrownBy(() -> read(EXPERIMENT.replace("masking.ratio", "arms.scratch.train.epochs")))
        .hasMessageContaining("arms.scratch.train.epochs is not the arm's");
    assertThatThrownBy(() -> read(EXPERIMENT.replace("[0.5, 0.75]", "{min: 0.5, max: 0.9}")))
        .hasMessageContaining("a grid needs lists of values");
    assertThatThrownBy(
            () -> read(EXPERIMENT.replace("masking.ratio: [0.5, 0.75]", "model.preset: [base]")))
        .hasMessageContaining("sweeps.fine-tune.keys (")
        .hasMessageEndingWith(
            "mine.yaml): model.preset stands for other keys; sweep those that are to vary"
                + " (model.embed-dim, model.depth and so on)");
    assertThatThrownBy(
            () ->
                read(
                    EXPERIMENT.replace(
                        "masking.ratio: [0.5, 0.75]", "arms.fine-tune.recipe: [plain]")))
        .hasMessageEndingWith(
            "arms.fine-tune.recipe stands for other keys; sweep those that are to vary"
                + " (arms.fine-tune.train.epochs and so on)");
    ExperimentConfig tooMuch = read(EXPERIMENT.replace("[0.5, 0.75]", "[0.5, 7]"));
    assertThatThrownBy(() -> trials(tooMuch))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "sweeps.fine-tune, trial 1 (arms.fine-tune.train.base-learning-rate=0.001;"
                + " masking.ratio=7): masking.ratio");
  }

  private static void assertRefused(ExperimentConfig config, String arm, String problem) {
    assertThatThrownBy(() -> Trial.of(DefinitionOptions.reader(), config, arm))
        .isInstanceOf(ConfigException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "masking.ratio: [0.5, 0.75]",
        "pretrain.weight-decay: [0.05, 0.1]",
        "model.decoder-depth: [1, 2]",
        "variants.half.masking.ratio: [0.5, 0.75]",
        "arms.scratch.train.log-every-steps: [1, 2]",
        "arms.scratch.axis.value: [a, b]",
      })
  void keysThatAnArmFromRandomWeightsDoesNotUseAreRefused(String swept) throws IOException {
    String yaml =
        """
        extends: quickstart
        variants: {half: {masking: {ratio: 0.5}}}
        sweeps:
          scratch:
            search: random
            trials: 3
            keys:
              arms.scratch.train.base-learning-rate: {min: 1.0e-4, max: 1.0e-2}
              model.depth: [1, 2, 3]
              %s
        """;

    assertRefused(
        read(yaml.formatted(swept)),
        "scratch",
        "sweeps.scratch.keys: %s changes nothing of what the arm trains; sweep keys of arms.scratch, model"
            .formatted(swept.substring(0, swept.indexOf(':'))));
  }

  @Test
  void anArmOfAVariantDoesNotUseTheExperimentsOwnPretraining() throws IOException {
    String yaml =
        """
        extends: quickstart
        variants: {half: {masking: {ratio: 0.5}}, most: {masking: {ratio: 0.8}}}
        arms: {fine-tune: {variant: half}}
        sweeps: {fine-tune: {keys: {masking.ratio: [0.5, 0.75]}}}
        """;

    assertRefused(
        read(yaml),
        "fine-tune",
        "sweeps.fine-tune.keys: masking.ratio changes nothing of what the arm trains; sweep keys of"
            + " arms.fine-tune, variants.half.model, variants.half.masking, variants.half.pretrain");
    assertThat(trials(read(yaml.replace("masking.ratio:", "variants.half.masking.ratio:"))))
        .hasSize(2);
    assertRefused(
        read(
            yaml.replace(
                "masking.ratio:",
                "arms.fine-tune.variant: [half, most], variants.most.masking.ratio:")),
        "fine-tune",
        "sweeps.fine-tune.keys: trials 0 (arms.fine-tune.variant=half; variants.most.masking.ratio=0.5)"
            + " and 1 (arms.fine-tune.variant=half; variants.most.masking.ratio=0.75) would train the"
            + " same; sweep keys that both use");
  }
}
