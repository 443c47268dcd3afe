package org.vitmae.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Kebab;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.plugin.ArmRequest;

/** What {@link TrainedNetwork} can be asked for. */
public final class RecipeLimits {
  private RecipeLimits() {}

  /**
   * Checks that an arm asks for nothing else.
   *
   * @throws ConfigException naming all that it does
   */
  public static void check(ArmRequest request) {
    RecipeConfig recipe = request.arm().train();
    List<String> problems = new ArrayList<>();
    if (request.arm().initialization() != Initialization.RANDOM
        || request.encoderWeights().isPresent()) {
      problems.add(
          "initialization must be 'random' for protocol '%s', got '%s': a convolutional network has no Transformer encoder to start from."
              .formatted(
                  request.arm().protocol(), Kebab.ofConstant(request.arm().initialization())));
    }
    if (recipe.optimizer() != OptimizerKind.ADAMW) {
      problems.add(refusal(request, "optimizer", "adamw", Kebab.ofConstant(recipe.optimizer())));
    }
    if (recipe.layerDecay() != 1) {
      problems.add(refusal(request, "layer-decay", "1", recipe.layerDecay()));
    }
    if (recipe.dropPath() != 0) {
      problems.add(refusal(request, "drop-path", "0", recipe.dropPath()));
    }
    if (recipe.emaDecay() != 0) {
      problems.add(refusal(request, "ema-decay", "0", recipe.emaDecay()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static String refusal(ArmRequest request, String key, String expected, Object found) {
    return "train.%s must be %s for protocol '%s', which does nothing else, got %s; set it in this arm."
        .formatted(key, expected, request.arm().protocol(), found);
  }
}
