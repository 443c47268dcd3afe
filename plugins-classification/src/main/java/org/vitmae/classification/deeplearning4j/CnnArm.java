package org.vitmae.classification.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.ConvolutionalArm;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.deeplearning4j.RecipeLimits;
import org.vitmae.deeplearning4j.TrainedNetwork;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;

/**
 * A convolutional network trained from random weights by Deeplearning4j: the supervised baseline.
 */
public final class CnnArm extends ConvolutionalArm {
  private final Target target;
  private final MixedImages images;

  /**
   * Builds the network with weights drawn from the request's seed.
   *
   * @param target has as many outputs as the request has class names
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public CnnArm(Architecture architecture, ArmRequest request, Target target) {
    super(
        request, training -> architecture.network(request).configuration(training, target.loss()));
    this.target = target;
    images = new MixedImages(new PixelNormalization(request.data()));
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
  protected TrainedNetwork.Examples examples(Batch batch) {
    Mix mix = Mix.draw(request().arm().train().mix(), request().seed(), batch);
    return new TrainedNetwork.Examples(images.of(batch, mix), targets(batch, mix));
  }

  private INDArray targets(Batch batch, Mix mix) {
    return Nd4j.create(target.rows(batch, mix), new long[] {batch.size(), target.width()}, 'c');
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

  @Override
  public Prediction predict(Image image) {
    return target.answer(logits(request().batchOf(image)));
  }

  /** Returns [N, outputs], row by row. */
  float[] logits(Batch batch) {
    try (INDArray plain = images.of(batch, Mix.NONE)) {
      return output(Network.LOGITS, plain);
    }
  }
}
