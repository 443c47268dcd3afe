package org.vitmae.segmentation.model;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.maps.Bilinear;
import org.vitmae.maps.MapEncoder;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.segmentation.losses.PixelTruth;
import org.vitmae.segmentation.losses.SegmentationLoss;

/**
 * A Vision Transformer that scores every pixel: a head's scores, brought to the image's size.
 *
 * @param encoder whose blocks the head reads
 * @param head scores cells
 * @param auxiliary teaches the encoder beside the head
 */
public record Segmenter(MapEncoder encoder, Head head, Optional<Auxiliary> auxiliary) {
  /**
   * A second head for training alone.
   *
   * @param head reads the third map
   * @param weight of its loss
   */
  record Auxiliary(FcnHead head, double weight) {
    private static final int MAP = 2;
  }

  /** Scores the pixels of images, before softmax: float [N, K, H, W]. */
  public Tensor scores(PatchedImages images) {
    return toPixels(
        head.apply(encoder.apply(images, head.blocks(), DropPath.NONE), ChannelDropout.NONE));
  }

  /**
   * Computes how likely each class is at every pixel of images, and the relief beyond the classes:
   * float [N, K, H, W].
   */
  public Tensor probabilities(PatchedImages images, int classes) {
    Tensor scores = scores(images);
    long beyond = scores.size(1) - classes;
    Tensor likely = scores.narrow(1, 0, classes).softmax(1);
    return beyond == 0
        ? likely
        : torch.cat(new TensorVector(likely, scores.narrow(1, classes, beyond).sigmoid()), 1);
  }

  /** Computes the training loss of images, a scalar. */
  public Tensor loss(
      PatchedImages images,
      PixelTruth truth,
      SegmentationLoss loss,
      DropPath dropPath,
      ChannelDropout dropout) {
    List<Tensor> maps = encoder.apply(images, head.blocks(), dropPath);
    Tensor main = loss.of(toPixels(head.apply(maps, dropout)), truth);
    return auxiliary
        .map(
            second -> {
              Tensor scores = second.head().apply(maps.get(Auxiliary.MAP), dropout);
              return main.add(loss.of(toPixels(scores), truth).mul(new Scalar(second.weight())));
            })
        .orElse(main);
  }

  /**
   * Computes the gradients of a loss.
   *
   * @param loss what {@link #loss} returned, or a multiple of it
   */
  public void backward(Tensor loss) {
    encoder.backward(loss);
  }

  private Tensor toPixels(Tensor scores) {
    PatchGrid grid = encoder.encoder().grid();
    return Bilinear.resize(
        scores.to(ScalarType.Float),
        (long) grid.rows() * grid.patchSize(),
        (long) grid.columns() * grid.patchSize());
  }
}
