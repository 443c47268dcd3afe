package org.vitmae.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** stub */
public final class PngWriter {
  private PngWriter() {}
  public static void write(Image image, Path file) throws IOException {
    BufferedImage b = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) for (int x = 0; x < image.width(); x++) { int c = image.channels()==3?1:0; b.setRGB(x, y, image.at(y,x,0)<<16|image.at(y,x,c)<<8|image.at(y,x,2*c)); }
    ImageIO.write(b, "png", file.toFile());
  }
}
