package org.vitmae.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

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

  @Override
  public void close() {
    pointers.close();
  }
}
