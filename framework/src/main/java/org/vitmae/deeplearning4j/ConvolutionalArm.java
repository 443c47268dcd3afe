package org.vitmae.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;

/**
 * An arm on Deeplearning4j: a convolutional network from random weights, trained by its request's
 * recipe. What is left to say is what the network learns from and the metrics.
 */
public abstract class ConvolutionalArm implements Arm {
  private final ArmRequest request;
  private final TrainedNetwork network;

  /**
   * Builds the network with weights drawn from the request's seed.
   *
   * @param layers adds the layers to what training asks of every layer
   * @throws ConfigException if the recipe asks for something this engine cannot do
   */
  protected ConvolutionalArm(
      ArmRequest request,
      Function<NeuralNetConfiguration.Builder, ComputationGraphConfiguration> layers) {
    RecipeLimits.check(request);
    Nd4jStart.beforeTraining(); // so that Transformers trained after it get the same bits
    this.request = request;
    network = new TrainedNetwork(request.arm().train(), request.seed(), layers);
  }

  /** Returns what the arm was built from. */
  protected final ArmRequest request() {
    return request;
  }

  /** Returns what a batch of training images is to the network, which closes it. */
  protected abstract TrainedNetwork.Examples examples(Batch batch);

  /**
   * Returns what a vertex computes in evaluation, row by row.
   *
   * @param images [N, C, H, W]
   */
  protected final float[] output(String vertex, INDArray images) {
    return network.output(vertex, images);
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    network.step(microBatches, this::examples, learningRate);
  }

  @Override
  public double[] takeLosses() {
    return network.takeLosses();
  }

  @Override
  public boolean isFinite() {
    return network.isFinite();
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
  public void loadWeights(Path folder) {
    network.loadWeights(folder);
  }

  @Override
  public void close() {
    network.close();
  }
}
