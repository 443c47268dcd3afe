package org.vitmae.classification.targets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;

/** Batches without anything to see. */
final class TargetBatches {
  private TargetBatches() {}

  /** Returns a batch of one example per row, ids from {@code firstId}. */
  static Batch of(int firstId, int valid, double[]... rows) {
    List<Annotation> annotations =
        Arrays.stream(rows)
            .map(row -> Annotation.ofTargets(Arrays.stream(row).boxed().toList()))
            .toList();
    return new Batch(
        0,
        LongStream.range(firstId, firstId + rows.length).toArray(),
        valid,
        1,
        1,
        1,
        new byte[rows.length],
        annotations);
  }
}
