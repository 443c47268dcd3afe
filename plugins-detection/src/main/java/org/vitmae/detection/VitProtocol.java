package org.vitmae.detection;

import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.Engine;
import org.vitmae.detection.model.Detector;
import org.vitmae.detection.model.DetectorCost;
import org.vitmae.detection.model.VitBackbone;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;
import org.vitmae.plugin.TorchArm;
import org.vitmae.tensor.NamedParameters;

/** Trains a Vision Transformer with a pyramid and a head, from pretraining or from scratch. */
final class VitProtocol implements Protocol {
  private final HeadKind head;

  VitProtocol(HeadKind head) {
    this.head = head;
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    check(request);
    DetectorConfig detector = request.arm().detector();
    PatchGrid grid = PatchGrid.of(request.model(), request.data());
    TrainingCost cost =
        DetectorCost.of(
            request.model(),
            grid,
            detector,
            head.cost(detector, request.classNames().size(), grid.length()));
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
    check(request);
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, request.device(), request.seed());
    VitBackbone backbone =
        VitBackbone.create(
            weights,
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            request.arm().detector());
    Detector detector =
        head.create(weights.child("head"), request.arm().detector(), request.classNames().size());
    return new VitDetectorArm(request, backbone, detector, head.masks(), parameters);
  }

  private void check(ArmRequest request) {
    TorchArm.checkLayerDecay(request);
    if (head.masks() && request.data().format() == DataConfig.Format.VOC) {
      throw new ConfigException(
          "protocol 'mask-rcnn' learns masks, but data.format voc has boxes only; choose faster-rcnn or fcos.");
    }
  }
}
