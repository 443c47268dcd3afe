package org.vitmae.classification;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import org.vitmae.classification.deeplearning4j.Architecture;
import org.vitmae.plugin.Task;

/** Binds the task {@code classification} and its protocols. */
final class ClassificationModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Task.class)
        .addBinding("classification")
        .to(ClassificationTask.class)
        .in(Singleton.class);
    MapBinder<String, Protocol> protocols =
        MapBinder.newMapBinder(binder(), String.class, Protocol.class);
    protocols.addBinding("linear-probe").toInstance(ProbeProtocol.linear());
    protocols.addBinding("mlp-probe").toInstance(ProbeProtocol.mlp());
    protocols.addBinding("fine-tune").toInstance(FineTuneProtocol.full());
    protocols.addBinding("partial-fine-tune").toInstance(FineTuneProtocol.partial());
    protocols.addBinding("supervised").to(SupervisedProtocol.class);
    protocols.addBinding("knn").to(KnnProtocol.class);
    protocols.addBinding("cnn").toInstance(new CnnProtocol(Architecture.SMALL_RESIDUAL));
    protocols.addBinding("resnet50").toInstance(new CnnProtocol(Architecture.RESNET50));
  }
}
