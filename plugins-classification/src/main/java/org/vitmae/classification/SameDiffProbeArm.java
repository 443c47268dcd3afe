package org.vitmae.classification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.mae.SameDiffProbe;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;
import org.vitmae.tensor.Device;
import org.vitmae.weights.TensorOrigin;

/** A probe on a frozen encoder, on Deeplearning4j. */
final class SameDiffProbeArm implements Arm {
  private final ArmRequest request;
  private final Target target;
  private final SameDiffProbe probe;
  private final FeatureCache cache;
  private final boolean cachesTraining;

  /**
   * Puts an arm together.
   *
   * @param widths of the features, of each hidden layer, and of the outputs
   */
  SameDiffProbeArm(ArmRequest request, Target target, int[] widths) {
    this.request = request;
    this.target = target;
    this.probe = new SameDiffProbe(request, widths, target.loss());
    this.cache = new FeatureCache(widths[0], FeatureCache.LIMIT_BYTES, Device.CPU);
    this.cachesTraining = FeatureCache.servesTraining(request);
  }

  @Override
  public List<TensorOrigin> origins() {
    return probe.origins();
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    probe.step(microBatches, this::examples, learningRate);
  }

  private SameDiffProbe.Examples examples(Batch batch) {
    float[] features = cachesTraining ? known(batch) : probe.features(batch);
    return new SameDiffProbe.Examples(batch.size(), features, target.rows(batch, Mix.NONE));
  }

  private float[] known(Batch batch) {
    return cache.of(batch, probe::features);
  }

  @Override
  public double[] takeLosses() {
    return probe.takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return judge(batches, this::known).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Judge judge = judge(batches, probe::features);
    judge.write(cellFolder);
    return judge.values();
  }

  private Judge judge(Iterable<Batch> batches, Function<Batch, float[]> features) {
    return probe.withKeptWeights(
        () -> {
          Judge judge = target.judge();
          for (Batch batch : batches) {
            judge.add(probe.outputs(batch.size(), features.apply(batch)), batch);
          }
          return judge;
        });
  }

  @Override
  public Prediction predict(Image image) {
    float[] features = probe.features(request.batchOf(image));
    return target.answer(probe.withKeptWeights(() -> probe.outputs(1, features)));
  }

  @Override
  public boolean isFinite() {
    return probe.isFinite();
  }

  @Override
  public void save(Path folder) throws IOException {
    probe.save(folder);
  }

  @Override
  public void load(Path folder) {
    cache.clear();
    probe.load(folder);
  }

  @Override
  public void loadWeights(Path folder) {
    cache.clear();
    probe.loadWeights(folder);
  }

  @Override
  public void close() {
    probe.close();
  }
}
