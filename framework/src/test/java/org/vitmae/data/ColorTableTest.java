package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColorTableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "road 128 64 128\nside walk 0 0 9\n",
        "name,r,g,b\r\nroad,128,64,128\r\nside walk,0,0,9\r\n",
        "# CamVid's own order\n128 64 128\t\troad\n\n0 0 9 side walk\n",
        "Name; R; G; B\nroad; 128; 64; 128\nside walk; 0; 0; 9"
      })
  void namesAndColorsComeInAnyUsualForm(String text) {
    assertThat(parse(text).names())
        .containsExactly(entry(0x804080, "road"), entry(0x000009, "side walk"));
  }

  @Test
  void severalColorsMayShareAClass() {
    ColorTable table = parse("a 1 1 1\nb 2 2 2\na 3 3 3\na 1 1 1");

    assertThat(table.classes()).containsExactly("a", "b");
    assertThat(table.names()).hasSize(3);
  }

  @Test
  void whatIsNoTableIsRefusedWithItsLine() {
    assertThatThrownBy(() -> parse("a 1 1 1\nb 2 2 256"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("colors.txt, line 2 is \"b 2 2 256\"; write a class name");
    assertThatThrownBy(() -> parse("1 2 3")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> parse("road")).hasMessageContaining("line 1");
    assertThatThrownBy(() -> parse("a 1 2 3\nb 1 2 3"))
        .hasMessage(
            "colors.txt, line 2 gives the color 1 2 3 to b, but it belongs to a. Take one of the two out.");
    assertThatThrownBy(() -> parse("# nothing\n")).hasMessageContaining("holds no color");
  }

  private static ColorTable parse(String text) {
    return ColorTable.parse(text.getBytes(StandardCharsets.UTF_8), "colors.txt");
  }
}
