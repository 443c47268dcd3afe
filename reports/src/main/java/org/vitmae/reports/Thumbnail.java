package org.vitmae.reports;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes pictures small enough to stand in the page by the dozen. */
final class Thumbnail {
  /** Longer side, in pixels, of what is shown. */
  private static final int SIDE = 720;

  private static final int SMALL_BYTES = 96 << 10;
  private static final float QUALITY = 0.85f;

  private Thumbnail() {}

  /**
   * Returns a picture as an address that holds it: a small file as it is, a large one as JPEG.
   *
   * @throws ReportException if the file cannot be decoded
   */
  static String of(Path file) throws IOException {
    byte[] png = PngFile.read(file, ReportException.RUN_AGAIN);
    if (png.length <= SMALL_BYTES) {
      return DataUri.png(png);
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    if (image == null) {
      throw new ReportException(file, "cannot be decoded." + ReportException.RUN_AGAIN);
    }
    return DataUri.jpeg(jpeg(scaled(image)));
  }

  private static BufferedImage scaled(BufferedImage image) {
    double scale = Math.min(1, SIDE / (double) Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(scale * image.getWidth()));
    int height = Math.max(1, (int) Math.round(scale * image.getHeight()));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    // Averages over all pixels, so that thin outlines stay.
    graphics.drawImage(
        image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING),
        0,
        0,
        Color.WHITE,
        null);
    graphics.dispose();
    return small;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO's default stream would go through a file in the temporary folder.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
