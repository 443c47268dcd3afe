package org.vitmae.plugin;

import java.util.List;
import java.util.Map;
import org.vitmae.data.Annotation;
import org.vitmae.tensor.Device;

/**
 * Tells how good the features of an encoder are for a task, in seconds: what a pretraining curve
 * shows beside the loss. It learns from training examples and is judged on validation ones; it
 * never sees the test split.
 */
@FunctionalInterface
public interface OnlineProbe {
  /**
   * Learns from some examples and judges on others. The result is a function of the arguments
   * alone.
   *
   * @param classes number of classes
   * @return metric name to value, for instance {@code probe_top1}
   * @throws org.vitmae.config.ConfigException if the task needs other labels than there are
   */
  Map<String, Double> judge(Features training, Features validation, int classes, Device device);

  /**
   * What a frozen encoder makes of examples.
   *
   * @param width of the features, D
   * @param values [N, D], row by row
   * @param annotations one per example
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Features(int width, float[] values, List<Annotation> annotations) {
    public Features {
      annotations = List.copyOf(annotations);
      if (values.length != (long) width * annotations.size()) {
        throw new IllegalArgumentException(
            "features of %d examples and width %d need %d values, got %d"
                .formatted(
                    annotations.size(), width, (long) width * annotations.size(), values.length));
      }
    }
  }
}
