package org.vitmae.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.vitmae.data.ScenesDataset;
import org.vitmae.image.Image;

/** Generated scenes as an archive of JPEG files. */
final class JpegZip {
  private JpegZip() {}

  static void write(Path file, int count, int height, int width) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        ScenesDataset scenes = new ScenesDataset(0, "bench-jpeg", count, height, width)) {
      for (int i = 0; i < count; i++) {
        zip.putNextEntry(new ZipEntry("scene-%d.jpg".formatted(i)));
        zip.write(encode(scenes.read(i).image()));
        zip.closeEntry();
      }
    }
  }

  private static byte[] encode(Image image) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        buffered.setRGB(
            column,
            row,
            image.at(row, column, 0) << 16
                | image.at(row, column, 1) << 8
                | image.at(row, column, 2));
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    if (!ImageIO.write(buffered, "jpg", jpeg)) {
      throw new IllegalStateException(
          "this Java platform cannot write JPEG; use one with the java.desktop module");
    }
    return jpeg.toByteArray();
  }
}
