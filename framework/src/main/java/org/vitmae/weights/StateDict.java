package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Named tensors in a file or folder, opened for reading; data is read only when asked for. */
public interface StateDict extends AutoCloseable {
  /** Takes a tensor's data piece by piece. */
  @FunctionalInterface
  interface Sink {
    /** Takes all that remains in a buffer, which is valid during this call only. */
    void accept(ByteBuffer piece) throws IOException;
  }

  /** Returns the names of all tensors, in the order of the source. */
  Set<String> names();

  /** Returns the files that hold the tensors. */
  List<Path> files();

  /**
   * Returns type and shape of a tensor.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if there is none of this name
   */
  TensorType type(String name);

  /**
   * Hands on a part of a tensor: little-endian numbers, row by row.
   *
   * @param offset first byte, counted from the start of the tensor; a whole number of elements
   * @param size number of bytes; likewise
   * @throws org.vitmae.checkpoint.CheckpointException if there is no such tensor or it cannot be
   *     read
   * @throws IOException if the sink fails
   */
  void copy(String name, long offset, long size, Sink out) throws IOException;

  /** Hands on a whole tensor: little-endian numbers, row by row. */
  default void copy(String name, Sink out) throws IOException {
    copy(name, 0, type(name).byteSize(), out);
  }

  @Override
  void close();
}
