package org.vitmae.classification;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.ClassLabels;
import org.vitmae.classification.targets.Target;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.TrainingLoss;

/**
 * The training loss of a target on libtorch.
 *
 * @param smoothing of labels
 */
record TargetLoss(Target target, double smoothing, Device device) {
  /**
   * Returns the loss of a batch.
   *
   * @param outputs float [N, C]
   * @param mix how the images were mixed
   */
  Tensor of(Tensor outputs, Batch batch, Mix mix) {
    if (target.loss() == TrainingLoss.SOFTMAX && mix.isNone()) {
      // The reference's form; that of rows is equal but for the last bits.
      long[] labels = Arrays.stream(ClassLabels.of(batch, target.width())).asLongStream().toArray();
      return Losses.crossEntropy(outputs, Tensors.of(labels, device, labels.length), smoothing);
    }
    Tensor rows = Tensors.of(target.rows(batch, mix), device, batch.size(), target.width());
    return switch (target.loss()) {
      case SOFTMAX -> Losses.softCrossEntropy(outputs, rows);
      case SIGMOID -> Losses.binaryCrossEntropy(outputs, rows);
      case L2 -> outputs.sub(rows).square().mean();
      case L1 -> outputs.sub(rows).abs().mean();
    };
  }
}
