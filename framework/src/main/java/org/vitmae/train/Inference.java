package org.vitmae.train;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/** Runs a model without gradients, one native scope per batch. */
public record Inference(Device device, Precision precision) {
  /**
   * Computes something from each batch in turn and hands it on.
   *
   * <p>The consumer runs after the scope is closed: Deeplearning4j keeps native objects for each
   * thread, and one made inside a scope would be freed under its feet.
   *
   * @param compute makes plain Java values from a batch; its tensors are freed when it returns
   */
  public <T> void forEach(
      Iterable<Batch> batches, Function<Batch, T> compute, BiConsumer<Batch, T> consumer) {
    for (Batch batch : batches) {
      T value = compute(() -> compute.apply(batch));
      consumer.accept(batch, value);
    }
  }

  /**
   * Computes something in a native scope of its own.
   *
   * @param action makes a plain Java value; its tensors are freed when it returns
   */
  public <T> T compute(Supplier<T> action) {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        Autocast autocast = new Autocast(device, precision)) {
      return action.get();
    }
  }
}
