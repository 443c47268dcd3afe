package org.vitmae.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Owns every native object made on this thread until it is closed, then frees them all.
 *
 * <p>Each training or inference step runs in one scope, so that native memory does not wait for the
 * garbage collector. What must outlive the scope is handed out by {@link #keep}.
 */
public final class Scope implements AutoCloseable {
  private final PointerScope pointers = new PointerScope();

  /**
   * Lets a native object outlive this scope; whoever receives it must {@link Pointer#close} it.
   *
   * @return the same object
   */
  public <P extends Pointer> P keep(P pointer) {
    pointer.retainReference();
    pointers.detach(pointer);
    return pointer;
  }

  /**
   * Computes a tensor and frees the handles of all else that was made on the way; what its gradient
   * needs, autograd keeps.
   *
   * @return belongs to the scope outside; has its gradient
   */
  public static Tensor only(Supplier<Tensor> computation) {
    Tensor result;
    try (Scope scope = new Scope()) {
      result = scope.keep(computation.get());
    }
    PointerScope outside = PointerScope.getInnerScope();
    if (outside != null) {
      outside.attach(result);
      result.releaseReference(); // the one that kept it over the end of its own scope
    }
    return result;
  }

  @Override
  public void close() {
    pointers.close();
  }
}
