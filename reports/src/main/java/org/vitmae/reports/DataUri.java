package org.vitmae.reports;

import java.util.Base64;

/** Puts pictures into the page itself, so that it stays whole when it is moved. */
final class DataUri {
  private DataUri() {}

  static String png(byte[] bytes) {
    return of("png", bytes);
  }

  static String jpeg(byte[] bytes) {
    return of("jpeg", bytes);
  }

  private static String of(String format, byte[] bytes) {
    return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
