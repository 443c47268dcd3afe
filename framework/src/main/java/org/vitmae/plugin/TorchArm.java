package org.vitmae.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.DropPath;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.Lars;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.Optimizer;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.train.ForwardingLearner;
import org.vitmae.train.Learner;
import org.vitmae.train.Objective;
import org.vitmae.train.TorchLearner;
import org.vitmae.weights.TensorOrigin;

/**
 * An arm on libtorch: a Vision Transformer with a head, trained by its request's recipe. What is
 * left to say is the loss and the metrics.
 */
public abstract class TorchArm extends ForwardingLearner implements Arm {
  private final ArmRequest request;
  private final NamedParameters parameters;
  private final List<TensorOrigin> origins;
  private final TorchLearner learner;

  /**
   * Restores what the arm starts from, if it starts from weights, and makes its optimizer.
   *
   * @param parameters the model's tensors, trainable or not as the protocol wants them; owned by
   *     the arm from here on
   * @param pretrained tells which of them a pretrained encoder has
   * @throws ConfigException if LARS is to tune them with a layer decay, which it does not know
   */
  protected TorchArm(ArmRequest request, NamedParameters parameters, Predicate<String> pretrained) {
    this.request = request;
    this.parameters = parameters;
    RecipeConfig recipe = request.arm().train();
    this.origins = load(pretrained);
    this.learner =
        new TorchLearner(
            parameters,
            objective(),
            this::validate,
            () -> optimizer(recipe, request.model(), parameters),
            recipe.emaDecay(),
            request.device(),
            request.precision());
  }

  private List<TensorOrigin> load(Predicate<String> pretrained) {
    try {
      if (parameters.trainable().stream().anyMatch(pretrained)) {
        checkLayerDecay(request);
      }
      return request.loadEncoder(parameters, pretrained);
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }

  /**
   * Checks the recipe of an arm that trains its encoder; a task's plan calls it, too, so that the
   * arm is refused before anything is trained.
   *
   * @throws ConfigException if LARS is to tune it with a layer decay, which it does not know
   */
  public static void checkLayerDecay(ArmRequest request) {
    RecipeConfig recipe = request.arm().train();
    if (recipe.optimizer() == RecipeConfig.OptimizerKind.LARS && recipe.layerDecay() != 1) {
      throw new ConfigException(
          "train.layer-decay must be 1 with optimizer lars for protocol '%s', got %s: lars finds each layer's rate itself; set it in this arm, or choose adamw."
              .formatted(request.arm().protocol(), recipe.layerDecay()));
    }
  }

  private Objective objective() {
    return new Objective() {
      @Override
      public Tensor loss(Batch batch) {
        return TorchArm.this.loss(batch);
      }

      @Override
      public void backward(Tensor loss) {
        TorchArm.this.backward(loss);
      }
    };
  }

  private Optimizer optimizer(RecipeConfig recipe, ModelConfig model, NamedParameters parameters) {
    return switch (recipe.optimizer()) {
      case LARS -> new Lars(parameters, recipe.beta1(), recipe.weightDecay());
      case ADAMW ->
          new AdamW(
              parameters,
              ParameterGroup.of(
                  parameters,
                  WeightDecayRule.FINE_TUNING,
                  recipe.weightDecay(),
                  new LayerDecay(recipe.layerDecay(), model.depth())),
              recipe.beta1(),
              recipe.beta2(),
              recipe.clipGradNorm(),
              request.device());
    };
  }

  /** Returns what the arm was built from. */
  protected final ArmRequest request() {
    return request;
  }

  /** Returns the training loss of a batch, a scalar with gradient; called inside a native scope. */
  protected abstract Tensor loss(Batch batch);

  /**
   * Computes the gradients of a loss.
   *
   * @param loss what {@link #loss} returned, or a multiple of it
   */
  protected void backward(Tensor loss) {
    loss.backward();
  }

  /**
   * Returns metrics of held-out data with the weights as they are; contains the task's primary
   * metric. There are no gradients, but no native scope either: {@link
   * org.vitmae.train.Inference#forEach} opens one for each batch, without which the tensors of all
   * batches would stay. {@link #test} and {@link #predict} need that, too, inside {@link
   * #withKeptWeights}.
   */
  protected abstract Map<String, Double> validate(Iterable<Batch> batches);

  /** Draws the residual branches that a batch of training images skips. */
  protected final DropPath dropPath(Batch batch) {
    return DropPath.draw(
        request.arm().train().dropPath(),
        request.model().depth(),
        request.seed(),
        batch.epoch(),
        batch.ids(),
        request.device());
  }

  /** Runs something without gradient and with the weights that are kept. */
  protected final <T> T withKeptWeights(Supplier<T> action) {
    return learner.withKeptWeights(action);
  }

  @Override
  public void loadWeights(Path folder) {
    learner.loadKeptWeights(folder);
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  protected final Learner learner() {
    return learner;
  }

  @Override
  public void close() {
    super.close();
    parameters.close();
  }
}
