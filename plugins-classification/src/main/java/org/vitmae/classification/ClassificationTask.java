package org.vitmae.classification;

import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.OnlineProbe;
import org.vitmae.plugin.Task;

/** One class per image, compared by top-1 accuracy. */
final class ClassificationTask implements Task {
  private final Map<String, Protocol> protocols;

  @Inject
  ClassificationTask(Map<String, Protocol> protocols) {
    this.protocols = protocols;
  }

  @Override
  public Set<String> protocols() {
    return Collections.unmodifiableSet(protocols.keySet());
  }

  @Override
  public String primaryMetric() {
    return "top1";
  }

  @Override
  public Optional<OnlineProbe> onlineProbe() {
    return Optional.of(new QuickProbe());
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    return protocol(request).plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return protocol(request).prepare(request);
  }

  private Protocol protocol(ArmRequest request) {
    Protocol protocol = protocols.get(request.arm().protocol());
    if (protocol == null) {
      throw new ConfigException(
          "protocol of task 'classification' must be one of %s, got '%s'."
              .formatted(String.join(", ", protocols.keySet()), request.arm().protocol()));
    }
    int classes = request.classNames().size();
    if (classes < 2) {
      throw new ConfigException(
          "data set '%s' has %s, but task 'classification' needs at least two; choose labelled data or check data.class-names."
              .formatted(request.data().name(), classes == 0 ? "no classes" : "one class"));
    }
    return protocol;
  }
}
