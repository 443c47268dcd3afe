package org.vitmae.detection;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.data.Annotation;
import org.vitmae.data.Box;
import org.vitmae.data.DataException;
import org.vitmae.data.InstanceMask;
import org.vitmae.detection.model.Truth;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.ObjectMasks;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** What a detector is to find in a training image. Crowds are left out: no single box is right. */
final class BatchTruth {
  private BatchTruth() {}

  /**
   * Says what an annotation asks for.
   *
   * @param padded size of the image as the model sees it
   * @param masks whether outlines are learned too
   * @throws DataException if they are, and an object has none
   */
  static Truth of(Annotation annotation, ImageSize padded, boolean masks) {
    List<Box> objects = annotation.boxes().stream().filter(box -> !box.crowd()).toList();
    float[] boxes = new float[4 * objects.size()];
    long[] labels = new long[objects.size()];
    for (int i = 0; i < labels.length; i++) {
      Box box = objects.get(i);
      boxes[4 * i] = box.x1();
      boxes[4 * i + 1] = box.y1();
      boxes[4 * i + 2] = box.x2();
      boxes[4 * i + 3] = box.y2();
      labels[i] = box.label();
    }
    return new Truth(
        Tensors.of(boxes, Device.CPU, labels.length, 4),
        Tensors.of(labels, Device.CPU, labels.length),
        masks ? Optional.of(masks(annotation, objects, padded)) : Optional.empty());
  }

  private static ObjectMasks masks(Annotation annotation, List<Box> objects, ImageSize padded) {
    List<InstanceMask> outlines =
        objects.stream()
            .map(object -> object.mask().orElseThrow(() -> withoutMask(annotation)))
            .toList();
    int size = padded.height() * padded.width();
    byte[] values = new byte[Math.multiplyExact(outlines.size(), size)];
    IntStream.range(0, outlines.size())
        .parallel() // training waits for a million pixels per object
        .forEach(
            i -> {
              byte[] pixels = outlines.get(i).raster(padded.height(), padded.width()).decode();
              System.arraycopy(pixels, 0, values, i * size, size);
            });
    return new ObjectMasks(padded.height(), padded.width(), values);
  }

  private static DataException withoutMask(Annotation annotation) {
    return new DataException(
        "image %d has an object without a mask, which protocol 'mask-rcnn' learns; annotate masks, or choose faster-rcnn or fcos."
            .formatted(annotation.source().orElseThrow().id()));
  }
}
