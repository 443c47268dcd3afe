package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  @Test
  void keepsTheHighByteOf16BitColor() throws IOException {
    byte[] values = {0x12, 0x34, (byte) 0xab, (byte) 0xff, 0x00, 0x7f};

    Image image = ImageDecoder.decode(Pngs.encode(1, 1, 16, Pngs.RGB, values));

    assertThat(image.pixels()).containsExactly(0x12, 0xab, 0x00);
  }

  @Test
  void keepsTheHighByteOf16BitGray() throws IOException {
    byte[] values = {0x12, 0x34, (byte) 0xfe, (byte) 0xff};

    Image image = ImageDecoder.decode(Pngs.encode(1, 2, 16, Pngs.GRAY, values));

    assertThat(image.pixels()).containsExactly(0x12, 0x12, 0x12, 0xfe, 0xfe, 0xfe);
  }

  @Test
  void spreadsFewBitsOverTheWholeRange() throws IOException {
    Image oneBit = ImageDecoder.decode(Pngs.encode(1, 2, 1, Pngs.GRAY, new byte[] {0x40}));
    Image fourBits = ImageDecoder.decode(Pngs.encode(1, 2, 4, Pngs.GRAY, new byte[] {0x3f}));

    assertThat(oneBit.pixels()).containsExactly(0, 0, 0, 255, 255, 255);
    assertThat(fourBits.pixels()).containsExactly(51, 51, 51, 255, 255, 255);
  }

  @Test
  void dropsAlphaWithoutBlending() throws IOException {
    byte[] gray = {100, 0};
    byte[] color = {1, 2, 3, 0};

    assertThat(ImageDecoder.decode(Pngs.encode(1, 1, 8, Pngs.GRAY_ALPHA, gray)).pixels())
        .containsExactly(100, 100, 100);
    assertThat(ImageDecoder.decode(Pngs.encode(1, 1, 8, Pngs.RGB_ALPHA, color)).pixels())
        .containsExactly(1, 2, 3);
  }

  @Test
  void readsColorsOfJpegsWithoutMarkersAsLumaAndChroma() throws IOException {
    byte[] marked = Fixtures.bytes("small_q90_444.jpg");
    int length = 2 + ((marked[4] & 0xff) << 8 | marked[5] & 0xff);
    byte[] plain = new byte[marked.length - length];
    System.arraycopy(marked, 0, plain, 0, 2);
    System.arraycopy(marked, 2 + length, plain, 2, plain.length - 2);

    assertThat(Arrays.mismatch(decode(plain), decode(marked))).isEqualTo(-1);
  }

  @Test
  void convertsInkFromLumaAndChroma() {
    byte[] neutral = {(byte) 200, (byte) 128, (byte) 128, (byte) 255};

    assertThat(JpegColor.fromInk(neutral, true)).containsExactly(55, 55, 55);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray_q90.jpg", "progressive_q90.jpg", "palette.png"})
  void refusesAFileCutAnywhere(String name) {
    byte[] whole = Fixtures.bytes(name);
    List<Integer> accepted =
        IntStream.range(0, whole.length)
            .filter(length -> length % 7 == 0 || length > whole.length - 40)
            .filter(length -> isDecoded(Arrays.copyOf(whole, length)))
            .boxed()
            .toList();

    assertThat(accepted).isEmpty();
  }

  @Test
  void refusesAPngWithAnyByteChanged() {
    byte[] whole = Fixtures.bytes("palette.png");
    for (int at = 0; at < whole.length; at += 5) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      assertThat(isDecoded(damaged)).as("byte %d changed", at).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gray_q90.jpg", "progressive_q90.jpg", "cmyk_q90.jpg"})
  void endsInAnImageOrAMessageWhateverIsInAJpeg(String name) {
    byte[] whole = Fixtures.bytes(name);
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 1 + i % 4; k++) {
        // Half of the changes hit the header.
        damaged[random.nextInt(i % 2 == 0 ? 600 : whole.length)] = (byte) random.nextInt();
      }
      isDecoded(damaged); // any other exception than an IOException fails the test
    }
  }

  @Test
  void endsInAnImageOrAMessageWhateverAPngClaims() {
    byte[] values = new byte[48];
    new Random(5).nextBytes(values);
    int decoded = 0;
    for (int colorType = 0; colorType <= 7; colorType++) {
      for (int bits = 0; bits <= 17; bits++) {
        decoded += isDecoded(Pngs.encode(2, 3, bits, colorType, values)) ? 1 : 0;
      }
    }

    assertThat(decoded).isPositive();
  }

  @Test
  void refusesSizesBeforeTakingMemory() {
    byte[] png = Pngs.encode(1 << 20, 1 << 20, 8, Pngs.GRAY, (byte) 1);
    byte[] jpeg = Fixtures.bytes("gray_q90.jpg");
    int frame = frameOf(jpeg);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);

    assertThatThrownBy(() -> ImageDecoder.decode(png))
        .isInstanceOf(IOException.class)
        .hasMessage("claims 1048576 x 1048576 pixels, allowed are 1 to 100000000 in all");
    assertThatThrownBy(() -> ImageDecoder.decode(jpeg))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("claims 65535 x 65535 pixels");
  }

  @Test
  void refusesOtherFormats() {
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[] {'G', 'I', 'F', '8'}))
        .hasMessage("is neither JPEG nor PNG, going by its first bytes");
    assertThatThrownBy(() -> ImageDecoder.decode(new byte[0])).hasMessage("is empty");
  }

  private static byte[] decode(byte[] bytes) throws IOException {
    return ImageDecoder.decode(bytes).pixels();
  }

  private static boolean isDecoded(byte[] bytes) {
    try {
      ImageDecoder.decode(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int frameOf(byte[] jpeg) {
    return IntStream.range(0, jpeg.length)
        .filter(i -> (jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0)
        .findFirst()
        .orElseThrow();
  }
}
