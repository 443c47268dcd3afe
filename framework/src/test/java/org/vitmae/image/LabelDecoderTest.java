package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LabelDecoderTest {
  private static final byte[] BLACK_WHITE_RED = {0, 0, 0, -1, -1, -1, -1, 0, 0};

  @Test
  void palettesAreNotLookedUp() throws IOException {
    LabelImage eight = decode(Pngs.palette(2, 2, 8, BLACK_WHITE_RED, new byte[] {0, 1, 2, 1}));
    LabelImage four = decode(Pngs.palette(1, 2, 4, BLACK_WHITE_RED, new byte[] {0x21}));
    LabelImage two = decode(Pngs.palette(1, 3, 2, BLACK_WHITE_RED, new byte[] {0b00_10_01_00}));
    LabelImage one = decode(Pngs.palette(1, 3, 1, BLACK_WHITE_RED, new byte[] {0b010_00000}));

    assertThat(eight.values()).containsExactly(0, 1, 2, 1);
    assertThat(new int[] {eight.height(), eight.width(), eight.bits()}).containsExactly(2, 2, 8);
    assertThat(four.values()).containsExactly(2, 1);
    assertThat(two.values()).containsExactly(0, 2, 1);
    assertThat(one.values()).containsExactly(0, 1, 0);
    assertThat(one.bits()).isEqualTo(1);
    assertThat(one.colors()).isFalse();
  }

  @Test
  void grayIsNotStretched() throws IOException {
    assertThat(decode(Pngs.encode(1, 3, 2, Pngs.GRAY, (byte) 0b11_10_01_00)).values())
        .containsExactly(3, 2, 1);
    assertThat(decode(Pngs.encode(1, 2, 4, Pngs.GRAY, (byte) 0x3f)).values())
        .containsExactly(3, 15);
    assertThat(decode(Pngs.encode(1, 2, 8, Pngs.GRAY, (byte) 7, (byte) 255)).values())
        .containsExactly(7, 255);
    LabelImage sixteen = decode(Pngs.encode(1, 2, 16, Pngs.GRAY, new byte[] {1, 2, -1, -2}));
    assertThat(sixteen.values()).containsExactly(258, 65534);
    assertThat(sixteen.bits()).isEqualTo(16);
  }

  @Test
  void alphaIsDropped() throws IOException {
    assertThat(decode(Pngs.encode(1, 2, 8, Pngs.GRAY_ALPHA, new byte[] {4, 0, 5, 9})).values())
        .containsExactly(4, 5);
    LabelImage color = decode(Pngs.encode(1, 1, 8, Pngs.RGB_ALPHA, new byte[] {1, 2, -1, 9}));
    assertThat(color.values()).containsExactly(0x0102ff);
    assertThat(color.colors()).isTrue();
  }

  @Test
  void otherFilesAreRefused() {
    byte[] png = Pngs.encode(1, 1, 8, Pngs.GRAY, (byte) 1);
    png[png.length - 20]++;
    assertThatThrownBy(() -> decode(png)).hasMessageStartingWith("is damaged: a checksum");
    assertThatThrownBy(() -> decode(new byte[] {-1, -40, -1}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is no PNG");
    assertThatThrownBy(() -> decode(Pngs.encode(1, 1, 16, Pngs.RGB, new byte[6])))
        .hasMessage("has colors of 16 bits, not of 8");
    assertThatThrownBy(() -> decode(Pngs.encode(1 << 20, 1 << 20, 8, Pngs.GRAY, (byte) 1)))
        .hasMessageContaining("claims 1048576 x 1048576 pixels");
  }

  private static LabelImage decode(byte[] bytes) throws IOException {
    return LabelDecoder.decode(bytes);
  }
}
