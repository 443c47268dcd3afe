package org.vitmae.data;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.config.DataConfig.OnCorrupt;

/**
 * Reads and transforms single examples, and keeps account of the damaged ones.
 *
 * @param damaged position in the data set to what is wrong there, filled as it is found
 */
record SampleSource(
    Dataset dataset,
    Transform transform,
    LoaderOptions options,
    ConcurrentNavigableMap<Integer, String> damaged) {
  private static final Logger LOG = LoggerFactory.getLogger(SampleSource.class);

  /** Draws the order of an epoch. */
  EpochOrder epoch(int epoch) {
    return new EpochOrder(this, epoch, EpochOrder.draw(dataset.size(), options, epoch));
  }

  /** Returns the example at a position of the data set, empty if it is damaged and skipped. */
  Optional<Sample> read(int index, int epoch) {
    if (damaged.containsKey(index)) {
      return Optional.empty();
    }
    Sample sample;
    try {
      sample = dataset.read(index);
    } catch (DataException e) {
      if (options.onCorrupt() == OnCorrupt.FAIL) {
        throw e;
      }
      if (damaged.put(index, String.valueOf(e.getMessage())) == null) {
        LOG.warn("Skipped: {}", e.getMessage());
      }
      return Optional.empty();
    }
    return Optional.of(
        transform.apply(sample, Draws.of(options.seed(), "augment", epoch, sample.id())));
  }

  DataException allDamaged() {
    Map.Entry<Integer, String> first = damaged.firstEntry();
    return new DataException(
        "all %d examples are damaged, the first one: %s"
            .formatted(dataset.size(), first.getValue()));
  }
}
