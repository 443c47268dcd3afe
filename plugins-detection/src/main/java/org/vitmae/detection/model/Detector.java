package org.vitmae.detection.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.ops.ImageSize;

/** What finds objects in a pyramid of feature maps. */
public interface Detector {
  /**
   * Computes the training loss of a batch, a scalar.
   *
   * @param pyramid [N, C, H_i, W_i]
   * @param padded size that the pyramid covers
   * @param images sizes without padding, one per image
   * @param truths one per image
   */
  Tensor loss(
      List<Tensor> pyramid,
      ImageSize padded,
      List<ImageSize> images,
      List<Truth> truths,
      SampleDraws draws);

  /**
   * Finds objects; arguments as for {@link #loss}.
   *
   * @return best first, one result per image
   */
  List<Detections> detect(List<Tensor> pyramid, ImageSize padded, List<ImageSize> images);

  /**
   * Outlines what was found.
   *
   * @param found one entry per image of the pyramid
   * @return probability of each cell of each detection's box, images one after the other: [R, M, M]
   * @throws IllegalStateException if the detector finds boxes only
   */
  default Tensor masks(List<Tensor> pyramid, ImageSize padded, List<Detections> found) {
    throw new IllegalStateException("this detector finds boxes, no masks");
  }
}
