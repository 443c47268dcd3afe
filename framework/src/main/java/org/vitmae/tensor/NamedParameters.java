package org.vitmae.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors of a model by name, in the order they were made; frozen tables and running statistics
 * included.
 *
 * <p>Owns them: they live until {@link #close}, whatever scope they were made in, and need no
 * {@link Scope#keep}. From then on every method throws {@link IllegalStateException}.
 */
public final class NamedParameters implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private boolean closed;

  private Map<String, Tensor> open() {
    if (closed) {
      throw new IllegalStateException(
          "these parameters are closed; their model cannot be used or saved any more");
    }
    return tensors;
  }

  /**
   * Takes a tensor under a name that is not in use yet.
   *
   * @param trainable whether gradients are computed for it
   * @return the same tensor
   */
  public Tensor add(String name, Tensor tensor, boolean trainable) {
    if (open().containsKey(name)) {
      throw new IllegalArgumentException("there is a parameter named '" + name + "' already");
    }
    tensor.retainReference();
    tensor.set_requires_grad(trainable);
    tensors.put(name, tensor);
    return tensor;
  }

  /**
   * Returns a tensor by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    Tensor tensor = open().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no parameter is named '%s'; the names are %s".formatted(name, tensors.keySet()));
    }
    return tensor;
  }

  /** Returns all names, in the order the tensors were made. */
  public Set<String> names() {
    return Collections.unmodifiableSet(open().keySet());
  }

  /** Returns the names of those that gradients are computed for. */
  public List<String> trainable() {
    return open().keySet().stream().filter(name -> tensors.get(name).requires_grad()).toList();
  }

  /** Starts or stops gradients for a tensor. */
  public void setTrainable(String name, boolean trainable) {
    get(name).set_requires_grad(trainable);
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
    closed = true;
  }
}
