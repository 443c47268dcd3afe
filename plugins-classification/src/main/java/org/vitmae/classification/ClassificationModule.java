package org.vitmae.classification;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.StringMapKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vitmae.classification.deeplearning4j.Architecture;
import org.vitmae.plugin.Task;

/** Binds the tasks about whole images and their protocols. */
final class ClassificationModule extends AbstractModule {
  private static final String KNN = "knn";

  @Override
  protected void configure() {
    MapBinder<String, TargetProtocol> protocols =
        MapBinder.newMapBinder(binder(), String.class, TargetProtocol.class);
    protocols.addBinding("linear-probe").toInstance(ProbeProtocol.linear());
    protocols.addBinding("mlp-probe").toInstance(ProbeProtocol.mlp());
    protocols.addBinding("fine-tune").toInstance(FineTuneProtocol.full());
    protocols.addBinding("partial-fine-tune").toInstance(FineTuneProtocol.partial());
    protocols.addBinding("supervised").to(SupervisedProtocol.class);
    protocols.addBinding(KNN).to(KnnProtocol.class);
    protocols.addBinding("cnn").toInstance(new CnnProtocol(Architecture.SMALL_RESIDUAL));
    protocols.addBinding("resnet50").toInstance(new CnnProtocol(Architecture.RESNET50));
  }

  @ProvidesIntoMap
  @StringMapKey("classification")
  @Singleton
  Task classification(Map<String, TargetProtocol> protocols) {
    return new ImageTask(Goal.CLASSIFICATION, protocols);
  }

  @ProvidesIntoMap
  @StringMapKey("multi-label")
  @Singleton
  Task multiLabel(Map<String, TargetProtocol> protocols) {
    return new ImageTask(Goal.MULTI_LABEL, withoutVotes(protocols));
  }

  @ProvidesIntoMap
  @StringMapKey("regression")
  @Singleton
  Task regression(Map<String, TargetProtocol> protocols) {
    return new ImageTask(Goal.REGRESSION, withoutVotes(protocols));
  }

  /** Neighbors vote for one class each. */
  private static Map<String, TargetProtocol> withoutVotes(Map<String, TargetProtocol> protocols) {
    Map<String, TargetProtocol> others = new LinkedHashMap<>(protocols);
    others.remove(KNN);
    return others;
  }
}
