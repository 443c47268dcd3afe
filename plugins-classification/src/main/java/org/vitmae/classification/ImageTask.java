package org.vitmae.classification;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.Kebab;
import org.vitmae.config.RecipeConfig;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.OnlineProbe;
import org.vitmae.plugin.Protocols;
import org.vitmae.plugin.Task;

/** Learning something about whole images by one of several protocols. */
final class ImageTask implements Task {
  private final Goal goal;
  private final Protocols<TargetProtocol> protocols;

  ImageTask(Goal goal, Map<String, TargetProtocol> protocols) {
    this.goal = goal;
    this.protocols = new Protocols<>(goal.task(), protocols);
  }

  @Override
  public Set<String> protocols() {
    return protocols.names();
  }

  @Override
  public String primaryMetric() {
    return goal.primaryMetric();
  }

  @Override
  public boolean higherIsBetter() {
    return goal.higherIsBetter();
  }

  @Override
  public Optional<OnlineProbe> onlineProbe() {
    return goal == Goal.CLASSIFICATION ? Optional.of(new QuickProbe()) : Optional.empty();
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    return protocol(request).plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return protocol(request).prepare(request, goal.target(request));
  }

  private TargetProtocol protocol(ArmRequest request) {
    TargetProtocol protocol = protocols.of(request);
    DataConfig data = request.data();
    if (data.target() != goal.data()) {
      throw new ConfigException(
          "data.target must be %s for task '%s', got %s; data set '%s' has one kind of target for all arms."
              .formatted(
                  Kebab.ofConstant(goal.data()),
                  goal.task(),
                  Kebab.ofConstant(data.target()),
                  data.name()));
    }
    int classes = request.classNames().size();
    if (goal == Goal.CLASSIFICATION && classes < 2) {
      throw new ConfigException(
          "data set '%s' has %s, but task 'classification' needs at least two; choose labeled data or check data.class-names."
              .formatted(data.name(), classes == 0 ? "no classes" : "one class"));
    }
    RecipeConfig recipe = request.arm().train();
    if (recipe.augment().framing().mode() == FramingConfig.Mode.WINDOW) {
      throw new ConfigException(
          "train.augment.framing.mode must be crop or fit for task '%s', which sees images of one size, got window; set it in this arm."
              .formatted(goal.task()));
    }
    goal.checkRecipe(recipe);
    return protocol;
  }
}
