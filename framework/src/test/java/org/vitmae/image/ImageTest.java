package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageTest {
  /** Has ImageIO read a PNG and compares with what models are trained on. */
  private static void assertSame(byte[] png) throws IOException {
    Image image = Image.of(ImageIO.read(new ByteArrayInputStream(png)));
    Image decoded = ImageDecoder.decode(png);

    assertThat(image.pixels()).isEqualTo(decoded.pixels());
    assertThat(new int[] {image.height(), image.width(), image.channels()})
        .containsExactly(decoded.height(), decoded.width(), decoded.channels());
  }

  @Test
  void picturesInMemoryAreAsIfDecoded() throws IOException {
    byte[] palette = {1, 2, 3, 4, 5, 6};

    assertSame(Pngs.encode(2, 1, 8, Pngs.RGB, new byte[] {1, 2, 3, (byte) 200, 100, 50}));
    assertSame(Pngs.encode(1, 2, 8, Pngs.RGB_ALPHA, new byte[] {1, 2, 3, 0, 90, 80, 70, 60}));
    assertSame(Pngs.encode(1, 3, 8, Pngs.GRAY, new byte[] {10, 100, (byte) 200}));
    assertSame(Pngs.encode(1, 2, 8, Pngs.GRAY_ALPHA, new byte[] {10, 0, 100, 7}));
    assertSame(Pngs.encode(1, 2, 16, Pngs.GRAY, new byte[] {0x12, 0x34, (byte) 0xfe, -1}));
    assertSame(Pngs.encode(1, 2, 1, Pngs.GRAY, new byte[] {0x40}));
    assertSame(Pngs.palette(1, 2, 8, palette, new byte[] {1, 0}));
  }

  @Test
  void colorsOfPackedPixelsAreTakenApart() {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0xff0a0b0c);
    picture.setRGB(1, 0, 0x00ffee80);

    assertThat(Image.of(picture).pixels())
        .containsExactly(10, 11, 12, (byte) 0xff, (byte) 0xee, (byte) 0x80);
  }
}
