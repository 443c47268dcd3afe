package org.vitmae.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Collects what a tensor hands on. */
final class Bytes {
  private Bytes() {}

  static byte[] of(StateDict tensors, String name) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      tensors.copy(name, piece -> all.writeBytes(array(piece)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  private static byte[] array(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    return bytes;
  }
}
