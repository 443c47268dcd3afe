package org.vitmae.train;

import java.util.function.Consumer;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/** Runs a model over batches without gradients, one native scope per batch. */
public record Inference(Device device, Precision precision) {
  /** Hands over each batch in turn; what the consumer makes of it is freed afterwards. */
  public void forEach(Iterable<Batch> batches, Consumer<Batch> consumer) {
    for (Batch batch : batches) {
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          Autocast autocast = new Autocast(device, precision)) {
        consumer.accept(batch);
      }
    }
  }
}
