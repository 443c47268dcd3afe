package org.vitmae.segmentation.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.ConvolutionalArm;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.deeplearning4j.RecipeLimits;
import org.vitmae.deeplearning4j.TrainedNetwork;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.judge.ImageSegmenter;
import org.vitmae.segmentation.judge.SegmentedImage;

/** A U-Net trained from random weights by Deeplearning4j. */
public final class UNetArm extends ConvolutionalArm {
  private final PixelNormalization normalization;
  private final WeightedTargets targets;
  private final PixelProbabilities probabilities;
  private final ImageSegmenter segmenter;

  /**
   * Builds the network with weights drawn from the request's seed.
   *
   * @throws ConfigException if the request asks for something this network cannot do
   */
  public UNetArm(ArmRequest request) {
    super(
        request, training -> network(request).configuration(training, request.classNames().size()));
    normalization = new PixelNormalization(request.data());
    targets = new WeightedTargets(request.arm().segmenter(), request.classNames().size());
    int classes = request.classNames().size();
    probabilities =
        new PixelProbabilities(
            classes,
            request.arm().segmenter().scores(classes),
            request.data().imageHeight() * request.data().imageWidth());
    segmenter = new ImageSegmenter(request);
  }

  /**
   * Checks a request and sizes its network.
   *
   * @throws ConfigException if the request asks for something this network cannot do
   */
  public static ArmPlan plan(ArmRequest request) {
    RecipeLimits.check(request);
    UNet network = network(request);
    return TrainedNetwork.plan(network.parameters(), network.forwardFlops());
  }

  private static UNet network(ArmRequest request) {
    UNetLimits.check(request);
    DataConfig data = request.data();
    SegmenterConfig segmenter = request.arm().segmenter();
    return new UNet(
        data.imageHeight(),
        data.imageWidth(),
        data.channels(),
        segmenter.channels() / UNet.STRIDE,
        segmenter.scores(request.classNames().size()));
  }

  @Override
  protected TrainedNetwork.Examples examples(Batch batch) {
    long[] shape = {batch.size(), targets.channels(), batch.height(), batch.width()};
    return new TrainedNetwork.Examples(
        normalization.images(batch), Nd4j.create(targets.of(batch), shape, 'c'));
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return segmenter.judge(batches, segmenter.byWindows(this::probabilities)).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    return segmenter.judge(batches, segmenter.byWindows(this::probabilities)).write(cellFolder);
  }

  @Override
  public SegmentedImage predict(Image image) {
    return segmenter.look(image, segmenter.byWindows(this::probabilities));
  }

  /** Looks at windows of [n, H, W, C] bytes: [n, K, H, W]. */
  float[] probabilities(byte[] pixels, int windows) {
    try (INDArray images = normalization.images(pixels)) {
      float[] values = output(UNet.SCORES, images);
      probabilities.replace(values);
      return values;
    }
  }
}
