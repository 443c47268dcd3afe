package org.vitmae.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.Kebab;
import org.vitmae.data.Batch;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.deeplearning4j.mae.SameDiffPretraining;
import org.vitmae.image.PngWriter;
import org.vitmae.model.Cost;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Learner;
import org.vitmae.train.Pretraining;
import org.vitmae.train.Reconstruction;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.Selection;
import org.vitmae.train.TorchPretraining;
import org.vitmae.weights.WeightsSource;

/** Pretraining: shows what the model makes of some images once it is trained. */
final class PretrainWork implements CellWork {
  private final ExperimentConfig config;
  private final Device device;
  private final Precision precision;
  private final Pretraining pretraining;
  private final Optional<OnlineProbing> probing;
  private final StartingPoint start;

  /** Makes the model on the engine that the definition asks for. */
  PretrainWork(
      ExperimentConfig config,
      Path dataDir,
      Device device,
      Precision precision,
      long seed,
      Optional<OnlineProbing> probing) {
    this.config = config;
    this.probing = probing;
    Optional<Path> weights = weights(config, dataDir);
    this.device = device;
    this.precision = precision;
    this.pretraining =
        switch (config.pretrain().engine()) {
          case LIBTORCH ->
              new TorchPretraining(
                  config.model(),
                  config.data(),
                  config.masking(),
                  config.pretrain().recipe(),
                  device,
                  precision,
                  seed,
                  weights);
          case DEEPLEARNING4J ->
              new SameDiffPretraining(
                  config.model(),
                  config.data(),
                  config.masking(),
                  config.pretrain().recipe(),
                  seed,
                  weights);
        };
    this.start = new StartingPoint(source(config, dataDir), pretraining.origins());
  }

  /** Returns where the weights are that pretraining starts from, empty for random ones. */
  static Optional<Path> weights(ExperimentConfig config, Path dataDir) {
    return config.pretrainInitialization() == ExperimentConfig.PretrainInitialization.WEIGHTS
        ? Optional.of(dataDir.resolve(config.weights()))
        : Optional.empty();
  }

  /** Returns what these weights are known by. */
  static Optional<WeightsSource> source(ExperimentConfig config, Path dataDir) {
    return weights(config, dataDir).map(path -> WeightsSource.of(config.weights(), path));
  }

  @Override
  public Learner learner() {
    return probing.<Learner>map(looks -> new ProbedLearner(pretraining, looks)).orElse(pretraining);
  }

  @Override
  public StartingPoint start() {
    return start;
  }

  @Override
  public ArmPlan plan() {
    return new ArmPlan(
        config.pretrain().engine().label(),
        device,
        precision,
        Cost.parameters(config.model(), config.data()),
        Cost.trainableParameters(config.model(), config.data()),
        Cost.pretrainFlopsPerImage(config.model(), config.data(), config.masking()));
  }

  @Override
  public Selection selection() {
    return new Selection("loss", false);
  }

  @Override
  public List<String> finish(CellFolder folder, RunOutcome outcome, Evaluation evaluation)
      throws IOException {
    int count = Math.min(config.report().reconstructions(), evaluation.examples().size());
    int channels = config.data().channels();
    if (count == 0) {
      return List.of();
    }
    if (channels != 1 && channels != 3) {
      return List.of("Images of %d channels are not shown as pictures.".formatted(channels));
    }
    List<Reconstruction> drawn;
    try (PrefetchedBatches batches = evaluation.loader(evaluation.examples(), count).open(0, 0)) {
      Batch first = batches.next();
      drawn = pretraining.withKeptWeights(() -> pretraining.reconstruct(first));
    }
    Path images = folder.images();
    for (int k = 0; k < drawn.size(); k++) {
      String name = "reconstruction-" + k;
      PngWriter.write(drawn.get(k).original(), images.resolve(name + "-original.png"));
      PngWriter.write(drawn.get(k).masked(), images.resolve(name + "-masked.png"));
      PngWriter.write(drawn.get(k).reconstructed(), images.resolve(name + "-reconstructed.png"));
    }
    return captions();
  }

  private List<String> captions() {
    String mask =
        String.format(
            Locale.ROOT,
            "%.0f %% of the patches were removed by %s masking; the visible ones are the original's pixels.",
            100 * config.masking().ratio(),
            Kebab.ofConstant(config.masking().strategy()));
    String target =
        config.model().normPixLoss()
            ? "The model predicts each patch without its mean and deviation; for the picture these are"
                + " guessed from the visible patches around it, never taken from the hidden ones."
            : "The model predicts pixels; they are shown as predicted.";
    return List.of(mask, target);
  }

  @Override
  public void close() {
    pretraining.close();
  }
}
