package org.vitmae.train;

import java.util.Collections;
import java.util.NoSuchElementException;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchSource;
import org.vitmae.data.BatchStream;
import org.vitmae.data.Draws;

/** Batches of two 2 x 2 gray images whose pixels are functions of seed, epoch and place. */
public record RandomBatches(long seed, int batchesPerEpoch) implements BatchSource {
  private static final int SIZE = 2;

  @Override
  public BatchStream open(int epoch, int firstBatch) {
    return new BatchStream() {
      private int next = firstBatch;

      @Override
      public boolean hasNext() {
        return next < batchesPerEpoch;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        byte[] pixels = new byte[SIZE * 4];
        Draws.of(seed, "pixels", epoch, next).nextBytes(pixels);
        long[] ids = {(long) next * SIZE, (long) next * SIZE + 1};
        next++;
        return new Batch(
            epoch, ids, SIZE, 2, 2, 1, pixels, Collections.nCopies(SIZE, Annotation.none()));
      }

      @Override
      public long waitNanos() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }
}
