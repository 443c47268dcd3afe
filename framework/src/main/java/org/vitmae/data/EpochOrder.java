package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The examples of one epoch in their order.
 *
 * @param order positions in the data set
 */
@SuppressWarnings("ArrayRecordComponent")
record EpochOrder(SampleSource source, int epoch, int[] order) {
  static int[] draw(int size, LoaderOptions options, int epoch) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    if (options.shuffle()) {
      RandomGenerator random = Draws.of(options.seed(), "shuffle", epoch, 0);
      for (int i = size - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
    return order;
  }

  /**
   * Reads the examples from one place of the order to another.
   *
   * @param stopped asked before each example
   * @throws CancellationException if stopped
   */
  List<Sample> read(int from, int to, BooleanSupplier stopped) {
    List<Sample> samples = new ArrayList<>(to - from);
    for (int place = from; place < to; place++) {
      if (stopped.getAsBoolean()) {
        throw new CancellationException("the stream was closed");
      }
      if (source.options().dropLast()) {
        samples.add(nextGood(place));
      } else {
        source.read(order[place], epoch).ifPresent(samples::add);
      }
    }
    return samples;
  }

  private Sample nextGood(int place) {
    for (int step = 0; step < order.length; step++) {
      Optional<Sample> sample = source.read(order[(place + step) % order.length], epoch);
      if (sample.isPresent()) {
        return sample.get();
      }
    }
    throw source.allDamaged();
  }
}
