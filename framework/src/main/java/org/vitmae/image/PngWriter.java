package org.vitmae.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.vitmae.files.AtomicFile;

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
    write(buffered(image), file);
  }

  /**
   * Writes indices of colors, as a whole like {@link #write(Image, Path)}.
   *
   * @param indices [H, W, 1]
   * @param colors by index, as 0xRRGGBB; at most 256, and one for every index that occurs
   */
  public static void writeIndexed(Image indices, int[] colors, Path file) throws IOException {
    IndexColorModel palette =
        new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage buffered =
        new BufferedImage(
            indices.width(), indices.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    buffered.getRaster().setDataElements(0, 0, indices.width(), indices.height(), indices.pixels());
    write(buffered, file);
  }

  /**
   * Writes gray values of 16 bits, as a whole like {@link #write(Image, Path)}.
   *
   * @param values [height, width]
   */
  public static void writeGray16(int height, int width, char[] values, Path file)
      throws IOException {
    BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    short[] words = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      words[i] = (short) values[i];
    }
    buffered.getRaster().setDataElements(0, 0, width, height, words);
    write(buffered, file);
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    AtomicFile.write(file, encode(image));
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", png)) {
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
