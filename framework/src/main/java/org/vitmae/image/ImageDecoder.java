package org.vitmae.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG to the bytes that Pillow's {@code open(...).convert("RGB")} gives.
 *
 * <p>EXIF rotation and color profiles are not applied, alpha is dropped, gray is repeated, palettes
 * are looked up, Adobe's inverted CMYK becomes {@code (255 - C) (255 - K) / 255}. Of 16-bit values
 * the high byte is kept. Differs from Pillow: it cuts off 16-bit gray at 255 instead, which turns
 * most such images white.
 *
 * <p>An image is whole or refused: a truncated file, a checksum that does not match, or data the
 * JPEG decoder had to make up is an error.
 */
public final class ImageDecoder {
  /** Images that claim more pixels are refused before any memory is taken for them. */
  public static final long MAX_PIXELS = 100_000_000;

  private static final ImageReaderSpi JPEG = platformReader("jpeg");
  private static final ImageReaderSpi PNG = platformReader("png");

  private ImageDecoder() {}

  /**
   * Decodes an image.
   *
   * @param bytes a whole JPEG or PNG file
   * @return the image, [H, W, 3]
   * @throws IOException if the bytes are neither, are damaged or cut short, or claim more than
   *     {@link #MAX_PIXELS}; the message tells which, not where the bytes came from
   */
  public static Image decode(byte[] bytes) throws IOException {
    try {
      if (JpegHeader.matches(bytes)) {
        return decodeJpeg(bytes, JpegHeader.read(bytes));
      }
      if (PngChunks.matches(bytes)) {
        return decodePng(bytes);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      // What the platform's readers throw on headers that contradict each other.
      throw new IOException("is damaged: " + e.getMessage(), e);
    }
    throw new IOException(
        bytes.length == 0 ? "is empty" : "is neither JPEG nor PNG, going by its first bytes");
  }

  private static Image decodeJpeg(byte[] bytes, JpegHeader header) throws IOException {
    checkSize(header.height(), header.width());
    List<String> damage = new ArrayList<>();
    ImageReader reader = JPEG.createReaderInstance();
    try (ImageInputStream in = open(bytes)) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
      // The raster holds the components as stored; an image would be taken through color profiles.
      Raster raster = reader.readRaster(0, null);
      // Stray bytes between segments lose nothing.
      damage.removeIf(warning -> warning.contains("extraneous bytes"));
      damage.removeIf(warning -> !warning.startsWith("Corrupt") && !warning.contains("runcated"));
      if (!damage.isEmpty()) {
        throw new IOException("is damaged or cut short: " + damage.get(0));
      }
      byte[] values = elements(raster);
      return switch (raster.getNumBands()) {
        case 1 -> Channels.convert(image(raster, 1, values), 3);
        case 3 -> image(raster, 3, header.lumaChroma() ? JpegColor.fromLumaChroma(values) : values);
        case 4 -> image(raster, 3, JpegColor.fromInk(values, header.lumaChroma()));
        default -> throw new IOException("has %d color components".formatted(raster.getNumBands()));
      };
    } finally {
      reader.dispose();
    }
  }

  private static Image decodePng(byte[] bytes) throws IOException {
    BufferedImage decoded = readPng(bytes);
    Raster raster = decoded.getRaster();
    byte[] values = elements(raster);
    if (decoded.getColorModel() instanceof IndexColorModel palette) {
      return image(raster, 3, lookUp(values, palette));
    }
    int bands = raster.getNumBands();
    return bands == 3 ? image(raster, 3, values) : image(raster, 3, dropAlpha(values, bands));
  }

  /** Reads a PNG whose chunks are whole and whose size is allowed, as the platform does. */
  static BufferedImage readPng(byte[] bytes) throws IOException {
    PngChunks header = PngChunks.read(bytes);
    checkSize(header.height(), header.width());
    ImageReader reader = PNG.createReaderInstance();
    try (ImageInputStream in = open(bytes)) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int height, int width) throws IOException {
    if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS) {
      throw new IOException(
          "claims %d x %d pixels, allowed are 1 to %d in all".formatted(width, height, MAX_PIXELS));
    }
  }

  private static ImageInputStream open(byte[] bytes) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
  }

  private static Image image(Raster raster, int channels, byte[] pixels) {
    return new Image(raster.getHeight(), raster.getWidth(), channels, pixels);
  }

  /** Returns all values, the bands of a pixel next to each other; the high byte of 16-bit ones. */
  private static byte[] elements(Raster raster) throws IOException {
    Object data = raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), null);
    if (data instanceof byte[] bytes) {
      return bytes;
    }
    if (data instanceof short[] words) {
      byte[] high = new byte[words.length];
      for (int i = 0; i < words.length; i++) {
        high[i] = (byte) (words[i] >> 8);
      }
      return high;
    }
    throw new IOException("has values that are neither 8 nor 16 bits wide");
  }

  private static byte[] lookUp(byte[] indices, IndexColorModel palette) {
    int[] colors = new int[256];
    palette.getRGBs(colors);
    byte[] rgb = new byte[indices.length * 3];
    for (int i = 0; i < indices.length; i++) {
      int color = colors[indices[i] & 0xff];
      rgb[3 * i] = (byte) (color >> 16);
      rgb[3 * i + 1] = (byte) (color >> 8);
      rgb[3 * i + 2] = (byte) color;
    }
    return rgb;
  }

  /** Turns gray, gray with alpha, or color with alpha into color. */
  private static byte[] dropAlpha(byte[] values, int bands) {
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    byte[] rgb = new byte[values.length / bands * 3];
    for (int from = 0, to = 0; to < rgb.length; from += bands, to += 3) {
      rgb[to] = values[from];
      rgb[to + 1] = values[from + green];
      rgb[to + 2] = values[from + blue];
    }
    return rgb;
  }

  /** Finds the Java platform's own reader: others on the class path convert colors differently. */
  private static ImageReaderSpi platformReader(String format) {
    Iterator<ImageReaderSpi> readers =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                spi ->
                    spi.getClass().getModule() == ImageIO.class.getModule()
                        && List.of(((ImageReaderSpi) spi).getFormatNames()).contains(format),
                true);
    if (!readers.hasNext()) {
      throw new IllegalStateException(
          "this Java platform has no %s reader; use one with the java.desktop module"
              .formatted(format));
    }
    return readers.next();
  }
}
