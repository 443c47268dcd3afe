package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.PatchedImages;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.Optimizer;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.ListOps;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.TorchLearner;

/** Recorded training on libtorch. */
final class TorchReplay implements Replay {
  private final RecordedModel recorded;
  private final RecordedBatches batches;
  private final Device device;
  private final NormedOptimizer optimizer;
  private final TorchLearner learner;

  TorchReplay(Fixture start, RecordedBatches batches, Device device, Precision precision)
      throws IOException {
    JsonNode config = batches.config();
    this.batches = batches;
    this.device = device;
    recorded = RecordedModel.load(start, config.get("norm_pix_loss").asBoolean(), device);
    NamedParameters parameters = recorded.parameters();
    JsonNode clip = config.get("clip_grad_max_norm");
    optimizer =
        new NormedOptimizer(
            parameters,
            new AdamW(
                parameters,
                ParameterGroup.of(
                    parameters,
                    WeightDecayRule.PRETRAINING,
                    config.get("weight_decay").asDouble(),
                    new LayerDecay(1, recorded.config().depth())),
                config.get("betas").get(0).asDouble(),
                config.get("betas").get(1).asDouble(),
                clip.isNull() ? 0 : clip.asDouble(),
                device));
    learner =
        new TorchLearner(
            parameters,
            batch -> loss((int) batch.ids()[0]),
            held -> Map.of(),
            () -> optimizer,
            0,
            device,
            precision);
  }

  /** Goes on from a checkpoint. */
  void load(Path checkpoint) {
    learner.load(checkpoint);
  }

  private Tensor loss(int step) {
    Tensor imgs = Tensors.of(batches.imgs(step), device, batches.shape());
    PatchedImages images = PatchedImages.ofNormalized(imgs, recorded.grid().patchSize());
    return recorded.model().loss(images, MaskIndices.of(batches.mask(step), device));
  }

  @Override
  public double update(int firstStep, int steps, double learningRate) {
    List<Batch> numbers =
        IntStream.range(firstStep, firstStep + steps).mapToObj(TorchReplay::number).toList();
    learner.step(numbers, learningRate);
    return learner.takeLosses()[0];
  }

  /** The recorded images come from the fixture; a batch only says which step it is. */
  private static Batch number(int step) {
    return new Batch(
        0, new long[] {step}, 1, 1, 1, 1, new byte[1], Collections.nCopies(1, Annotation.none()));
  }

  @Override
  public double gradientNorm() {
    return optimizer.norm;
  }

  @Override
  public float[] parameter(String name) {
    return Tensors.toFloats(recorded.parameters().get(name));
  }

  @Override
  public void close() {
    learner.close();
    recorded.close();
  }

  /** Notes the norm of all gradients before each update. */
  private static final class NormedOptimizer implements Optimizer {
    private final NamedParameters parameters;
    private final Optimizer optimizer;
    private double norm;

    private NormedOptimizer(NamedParameters parameters, Optimizer optimizer) {
      this.parameters = parameters;
      this.optimizer = optimizer;
    }

    @Override
    public void step(double learningRate) {
      try (Scope scope = new Scope()) {
        List<Tensor> grads =
            parameters.trainable().stream().map(name -> parameters.get(name).grad()).toList();
        norm = ListOps.norm(grads).item_double();
      }
      optimizer.step(learningRate);
    }

    @Override
    public NamedParameters state() {
      return optimizer.state();
    }
  }
}
