package org.vitmae.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;

/** Writes images as PNG, without loss. */
public final class PngWriter {
  private PngWriter() {}

  /**
   * Writes a file as a whole: to a temporary sibling, flushed to disk, then renamed over it.
   *
   * @param image gray [H, W, 1] or color [H, W, 3]
   * @throws IllegalArgumentException if the image has another number of channels
   */
  public static void write(Image image, Path file) throws IOException {
    byte[] png = encode(image);
    Path sibling = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            sibling,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(png);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(sibling, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] encode(Image image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (!ImageIO.write(buffered(image), "png", png)) {
      throw new IllegalStateException(
          "this Java platform cannot write PNG; use one with the java.desktop module");
    }
    return png.toByteArray();
  }

  private static BufferedImage buffered(Image image) {
    int type =
        switch (image.channels()) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_INT_RGB;
          default ->
              throw new IllegalArgumentException(
                  "a PNG is written from 1 or 3 channels, got " + image.channels());
        };
    BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
    // The raster takes samples as they are; setRGB would apply gray's gamma.
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        for (int channel = 0; channel < image.channels(); channel++) {
          buffered.getRaster().setSample(column, row, channel, image.at(row, column, channel));
        }
      }
    }
    return buffered;
  }
}
