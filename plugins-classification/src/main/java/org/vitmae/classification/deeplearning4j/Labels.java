package org.vitmae.classification.deeplearning4j;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.DataException;

/** The classes of a batch, as numbers and as targets of the softmax. */
public final class Labels {
  private Labels() {}

  /**
   * Returns the class of every example, padding included.
   *
   * @throws DataException if an example has no class or one outside 0 to {@code classes - 1}
   */
  public static int[] of(Batch batch, int classes) {
    List<Annotation> annotations = batch.annotations();
    int[] labels = new int[batch.size()];
    for (int n = 0; n < labels.length; n++) {
      labels[n] = annotations.get(n).label().orElse(-1);
      if (labels[n] < 0 || labels[n] >= classes) {
        throw new DataException(
            "Example %d has %s, expected a class from 0 to %d; check the labels of the data set."
                .formatted(
                    batch.ids()[n],
                    labels[n] < 0 ? "no class" : "class " + labels[n],
                    classes - 1));
      }
    }
    return labels;
  }

  /**
   * Returns targets [N, classes] that sum to 1 per row, as a new array, which the caller closes.
   *
   * @param smoothing share of each target spread over all classes (Szegedy et al. 2016, sec. 7)
   */
  static INDArray targets(int[] labels, int classes, double smoothing) {
    float[] targets = new float[labels.length * classes];
    Arrays.fill(targets, (float) (smoothing / classes));
    for (int n = 0; n < labels.length; n++) {
      targets[n * classes + labels[n]] = (float) (1 - smoothing + smoothing / classes);
    }
    return Nd4j.create(targets, new long[] {labels.length, classes}, 'c');
  }
}
