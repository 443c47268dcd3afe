package org.vitmae.segmentation;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.ProvidesIntoMap;
import com.google.inject.multibindings.StringMapKey;
import java.util.Map;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.Task;
import org.vitmae.segmentation.deeplearning4j.UNetArm;
import org.vitmae.segmentation.model.HeadKind;
import org.vitmae.segmentation.otsu.OtsuArm;

/** Binds the task about pixels and its protocols. */
final class SegmentationModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, Protocol> protocols =
        MapBinder.newMapBinder(binder(), String.class, Protocol.class);
    protocols.addBinding("per-pixel").toInstance(new VitProtocol(HeadKind.PER_PIXEL));
    protocols.addBinding("progressive").toInstance(new VitProtocol(HeadKind.PROGRESSIVE));
    protocols.addBinding("fpn").toInstance(new VitProtocol(HeadKind.FPN));
    protocols.addBinding("upernet").toInstance(new VitProtocol(HeadKind.UPERNET));
    protocols.addBinding("unet").toInstance(Protocol.of(UNetArm::plan, UNetArm::new));
    protocols.addBinding("otsu").toInstance(Protocol.of(OtsuArm::plan, OtsuArm::new));
  }

  @ProvidesIntoMap
  @StringMapKey("segmentation")
  @Singleton
  Task segmentation(Map<String, Protocol> protocols) {
    return new SegmentationTask(protocols);
  }
}
