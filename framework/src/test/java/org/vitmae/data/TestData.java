package org.vitmae.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vitmae.image.Image;
import org.vitmae.image.Pngs;

/** Writes small data sets for tests. */
final class TestData {
  private TestData() {}

  /** Returns a PNG of 4 x 4 pixels, all of one gray. */
  static byte[] png(int gray) {
    byte[] pixels = new byte[16];
    Arrays.fill(pixels, (byte) gray);
    return Pngs.encode(new Image(4, 4, 1, pixels));
  }

  static Path write(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Returns an IDX array of unsigned bytes; the sizes need not fit the values. */
  static byte[] idx(int[] shape, byte... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    buffer.putInt(0x0800 | shape.length);
    for (int side : shape) {
      buffer.putInt(side);
    }
    return buffer.put(values).array();
  }
}
