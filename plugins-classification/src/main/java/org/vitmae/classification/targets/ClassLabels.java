package org.vitmae.classification.targets;

import java.util.List;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.DataException;

/** The classes of a batch, as numbers. */
public final class ClassLabels {
  private ClassLabels() {}

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
}
