package org.vitmae.reports;

import java.util.Base64;

/** Puts pictures into the page itself, so that it stays whole when it is moved. */
final class DataUri {
  private DataUri() {}

  static String png(byte[] bytes) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
