package org.vitmae.detection.ops;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Tensors;

/**
 * Regions of interest of a batch, on the host: where to pool is decided there, pooling itself runs
 * where the features are.
 *
 * @param images index of the image each region lies in, [R]
 * @param boxes [R, 4], row-major, in pixels
 */
public record Rois(int[] images, float[] boxes) {
  public Rois {
    if (boxes.length != 4 * images.length) {
      throw new IllegalArgumentException(
          "%d regions have %d coordinates, got %d"
              .formatted(images.length, 4 * images.length, boxes.length));
    }
  }

  /** Collects the boxes of each image, [R_i, 4] on the CPU, in the order of the images. */
  public static Rois of(List<Tensor> boxes) {
    int size = boxes.stream().mapToInt(tensor -> (int) tensor.size(0)).sum();
    int[] images = new int[size];
    float[] all = new float[4 * size];
    int at = 0;
    for (int image = 0; image < boxes.size(); image++) {
      float[] own = Tensors.toFloats(boxes.get(image));
      System.arraycopy(own, 0, all, 4 * at, own.length);
      java.util.Arrays.fill(images, at, at + own.length / 4, image);
      at += own.length / 4;
    }
    return new Rois(images, all);
  }

  /** Returns R. */
  public int size() {
    return images.length;
  }

  /** Returns some of the regions, in the order given. */
  public Rois select(int[] which) {
    int[] chosenImages = new int[which.length];
    float[] chosen = new float[4 * which.length];
    for (int i = 0; i < which.length; i++) {
      chosenImages[i] = images[which[i]];
      System.arraycopy(boxes, 4 * which[i], chosen, 4 * i, 4);
    }
    return new Rois(chosenImages, chosen);
  }
}
