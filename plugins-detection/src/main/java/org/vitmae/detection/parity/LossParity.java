package org.vitmae.detection.parity;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.ops.BoxLosses;
import org.vitmae.detection.ops.FocalLoss;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Recorded;
import org.vitmae.tensor.Device;

/** Checks the losses of single boxes and classes, and their gradients. */
record LossParity(Fixture fixture, Device device, Comparisons comparisons) {
  void all() {
    focal("alpha0.25_gamma2.0", new FocalLoss(0.25, 2));
    focal("alpha-1_gamma2.0", new FocalLoss(-1, 2));
    focal("alpha0.5_gamma1.5", new FocalLoss(0.5, 1.5));
    smoothL1("beta1.0000_", 1);
    smoothL1("beta0.1111_", 1.0 / 9);
    smoothL1("beta0.5000_", 0.5);
    smoothL1("l1_", 0);
    giou();
  }

  private void focal(String name, FocalLoss focal) {
    try (Recorded recorded = open("focal_loss")) {
      Tensor logits = recorded.loadLeaf("logits");
      Tensor each = focal.each(logits, recorded.load("targets"));
      recorded.value(name + "_none", each);
      recorded.value(name + "_sum", each.sum());
      recorded.value(name + "_mean", each.mean());
      each.sum().backward();
      recorded.value(name + "_grad_sum", logits.grad());
    }
  }

  private void smoothL1(String name, double beta) {
    try (Recorded recorded = open("smooth_l1")) {
      Tensor input = recorded.loadLeaf("input");
      Tensor each = BoxLosses.smoothL1(input, recorded.load("target"), beta);
      if (recorded.has(name + "none")) {
        recorded.value(name + "none", each);
        recorded.value(name + "mean", each.mean());
      }
      recorded.value(name + "sum", each.sum());
      each.sum().backward();
      recorded.value(name + "grad_sum", input.grad());
    }
  }

  private void giou() {
    try (Recorded recorded = open("giou_loss")) {
      Tensor predicted = recorded.loadLeaf("pred");
      Tensor each = BoxLosses.giou(predicted, recorded.load("target"));
      recorded.value("loss_none", each);
      recorded.value("loss_sum", each.sum());
      recorded.value("loss_mean", each.mean());
      each.sum().backward();
      recorded.value("grad_sum", predicted.grad());
    }
  }

  private Recorded open(String file) {
    return Recorded.open(fixture, file, device, comparisons);
  }
}
