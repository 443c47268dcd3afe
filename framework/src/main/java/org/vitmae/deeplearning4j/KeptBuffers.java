package org.vitmae.deeplearning4j;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps ND4J's buffers from being freed while a network computes.
 *
 * <p>ND4J gives native calls the addresses of buffers and from there on has no use for the Java
 * objects that own them. Compiled code then lets the garbage collector take these objects while the
 * call still runs; a thread of ND4J's frees the memory under it, and the program dies in {@code
 * sd::DataBuffer::primary}. So whatever is created during a computation is held until its end.
 */
public final class KeptBuffers extends DeallocatorService {
  /** What each computation that runs now must keep; several threads may compute at a time. */
  private final Set<List<Deallocatable>> computations =
      Collections.newSetFromMap(new IdentityHashMap<>());

  private KeptBuffers() {}

  /** Returns ND4J's own, which is replaced by one of this class first. */
  public static KeptBuffers ofNd4j() {
    synchronized (Nd4j.class) { // the lock of the getter
      if (Nd4j.getDeallocatorService() instanceof KeptBuffers installed) {
        return installed;
      }
      KeptBuffers buffers = new KeptBuffers();
      try {
        Field service = Nd4j.class.getDeclaredField("deallocatorService");
        service.setAccessible(true);
        service.set(null, buffers);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("ND4J keeps its deallocator elsewhere in this version", e);
      }
      return buffers;
    }
  }

  /** Computes something; no buffer that is created meanwhile, by any thread, is freed before. */
  public <T> T during(Supplier<T> computation) {
    List<Deallocatable> kept = new ArrayList<>();
    synchronized (computations) {
      computations.add(kept);
    }
    try {
      return computation.get();
    } finally {
      synchronized (computations) {
        computations.remove(kept);
      }
    }
  }

  /** Takes a buffer into care that was just created. */
  @Override
  public void pickObject(Deallocatable buffer) {
    synchronized (computations) {
      computations.forEach(kept -> kept.add(buffer));
    }
    super.pickObject(buffer);
  }
}
