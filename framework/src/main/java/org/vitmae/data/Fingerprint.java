package org.vitmae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.vitmae.files.Sha256;

/** Builds a SHA-256 from texts, numbers and bytes; each part's length counts, too. */
final class Fingerprint {
  private final MessageDigest digest = Sha256.start();

  Fingerprint(String kind) {
    add(kind);
  }

  Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
    return this;
  }

  Fingerprint add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  Fingerprint add(String file, FileTree.Mark mark) {
    return add(file).add(mark.size()).add(mark.checksum());
  }

  String hex() {
    return Sha256.hex(digest);
  }
}
