package org.vitmae.segmentation;

import org.vitmae.config.Engine;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.PatchGrid;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.TorchArm;
import org.vitmae.segmentation.model.HeadKind;
import org.vitmae.segmentation.model.SegmenterPlan;

/** Trains a Vision Transformer with a head, from pretraining or from scratch. */
final class VitProtocol implements Protocol {
  private final HeadKind head;

  VitProtocol(HeadKind head) {
    this.head = head;
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    TorchArm.checkLayerDecay(request);
    TrainingCost cost = segmenter(request).cost();
    return new ArmPlan(
        Engine.LIBTORCH.label(),
        request.device(),
        request.precision(),
        cost.parameters(),
        cost.parameters() - cost.frozen(),
        cost.trainFlopsPerImage());
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return VitSegmenterArm.create(request, segmenter(request));
  }

  private SegmenterPlan segmenter(ArmRequest request) {
    return new SegmenterPlan(
        head,
        request.model(),
        PatchGrid.of(request.model(), request.data()),
        request.arm().segmenter(),
        request.classNames().size());
  }
}
