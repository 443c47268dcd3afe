package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Collects what tensors hand on, and compares it. */
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

  /** Checks that both hold the same tensors, bit for bit. */
  static void assertSame(StateDict found, StateDict expected) {
    assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(found.type(name)).as(name).isEqualTo(expected.type(name));
      assertThat(of(found, name)).as(name).isEqualTo(of(expected, name));
    }
  }

  private static byte[] array(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    return bytes;
  }
}
