package org.vitmae.detection;

import org.vitmae.model.Cost;
import org.vitmae.plugin.ArmRequest;

/** temporary */
record BackboneCost(long parameters, long frozen, double flopsPerImage) {
  static BackboneCost of(ArmRequest request) {
    return new BackboneCost(
        Cost.encoderParameters(request.model(), request.data()),
        0,
        Cost.classifierFlopsPerImage(request.model(), request.data()));
  }
}
