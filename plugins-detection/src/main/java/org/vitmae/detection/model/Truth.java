package org.vitmae.detection.model;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.detection.ops.ObjectMasks;

/**
 * What is to be found in one image. It lies on the CPU, where targets are chosen: read back from a
 * GPU, it would have it wait.
 *
 * @param boxes float [G, 4], in pixels of the image as the model sees it
 * @param labels class indices from 0, int64 [G]
 * @param masks at the image's size; only for mask heads
 */
public record Truth(Tensor boxes, Tensor labels, Optional<ObjectMasks> masks) {}
