package org.vitmae.classification.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ConfigException;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.deeplearning4j.RecipeLimits;
import org.vitmae.deeplearning4j.TrainedNetwork;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/**
 * A convolutional network trained from random weights by Deeplearning4j: the supervised baseline.
 */
public final class CnnArm implements Arm {
  private final RecipeConfig recipe;
  private final Target target;
  private final long seed;
  private final MixedImages images;
  private final TrainedNetwork network;

  /**
   * Builds the network with weights drawn from the request's seed.
   *
   * @param target has as many outputs as the request has class names
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public CnnArm(Architecture architecture, ArmRequest request, Target target) {
    RecipeLimits.check(request);
    recipe = request.arm().train();
    this.target = target;
    seed = request.seed();
    images = new MixedImages(new PixelNormalization(request.data()));
    Network layers = architecture.network(request);
    network =
        new TrainedNetwork(recipe, seed, training -> layers.configuration(training, target.loss()));
  }

  /**
   * Checks a request and sizes its network.
   *
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public static ArmPlan plan(Architecture architecture, ArmRequest request) {
    RecipeLimits.check(request);
    Network network = architecture.network(request);
    return TrainedNetwork.plan(network.parameters(), network.forwardFlops());
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    network.step(microBatches, this::examples, learningRate);
  }

  private TrainedNetwork.Examples examples(Batch batch) {
    Mix mix = Mix.draw(recipe.mix(), seed, batch);
    return new TrainedNetwork.Examples(images.of(batch, mix), targets(batch, mix));
  }

  private INDArray targets(Batch batch, Mix mix) {
    return Nd4j.create(target.rows(batch, mix), new long[] {batch.size(), target.width()}, 'c');
  }

  @Override
  public double[] takeLosses() {
    return network.takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return judge(batches).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Judge judge = judge(batches);
    judge.write(cellFolder);
    return judge.values();
  }

  private Judge judge(Iterable<Batch> batches) {
    Judge judge = target.judge();
    for (Batch batch : batches) {
      judge.add(logits(batch), batch);
    }
    return judge;
  }

  /** Returns [N, outputs], row by row. */
  float[] logits(Batch batch) {
    try (INDArray plain = images.of(batch, Mix.NONE)) {
      return network.output(Network.LOGITS, plain);
    }
  }

  @Override
  public void save(Path folder) throws IOException {
    network.save(folder);
  }

  @Override
  public void load(Path folder) {
    network.load(folder);
  }

  @Override
  public void close() {
    network.close();
  }
}
