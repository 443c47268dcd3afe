package org.vitmae.detection;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.StringMapKey;
import java.util.Map;
import org.vitmae.detection.deeplearning4j.YoloArm;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.Task;

/** Binds the task about objects and its protocols. */
final class DetectionModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, Protocol> protocols =
        MapBinder.newMapBinder(binder(), String.class, Protocol.class);
    protocols.addBinding("fcos").toInstance(new VitProtocol(HeadKind.FCOS));
    protocols.addBinding("faster-rcnn").toInstance(new VitProtocol(HeadKind.FASTER_RCNN));
    protocols.addBinding("mask-rcnn").toInstance(new VitProtocol(HeadKind.MASK_RCNN));
    protocols.addBinding("cnn").toInstance(Protocol.of(YoloArm::plan, YoloArm::new));
  }

  @ProvidesIntoMap
  @StringMapKey("detection")
  @Singleton
  Task detection(Map<String, Protocol> protocols) {
    return new DetectionTask(protocols);
  }
}
