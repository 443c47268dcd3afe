package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Draws;

class PngWriterTest {
  @TempDir Path folder;

  @Test
  void colorComesBackAsWritten() throws IOException {
    Image image = noise(5, 7, 3);
    PngWriter.write(image, folder.resolve("a.png"));
    Image read = ImageDecoder.decode(Files.readAllBytes(folder.resolve("a.png")));
    assertThat(read.height()).isEqualTo(5);
    assertThat(read.width()).isEqualTo(7);
    assertThat(read.pixels()).isEqualTo(image.pixels());
  }

  @Test
  void grayKeepsItsValues() throws IOException {
    Image image = noise(16, 16, 1);
    PngWriter.write(image, folder.resolve("a.png"));
    Image read = ImageDecoder.decode(Files.readAllBytes(folder.resolve("a.png")));
    assertThat(Channels.convert(read, 1).pixels()).isEqualTo(image.pixels());
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    PngWriter.write(noise(2, 2, 3), folder.resolve("a.png"));
    PngWriter.write(noise(3, 3, 3), folder.resolve("a.png"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a.png"));
    }
    assertThat(ImageDecoder.decode(Files.readAllBytes(folder.resolve("a.png"))).height())
        .isEqualTo(3);
  }

  @Test
  void otherNumbersOfChannelsAreRefused() {
    assertThatThrownBy(() -> PngWriter.write(noise(2, 2, 4), folder.resolve("a.png")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 or 3 channels, got 4");
    assertThat(folder).isEmptyDirectory();
  }

  private static Image noise(int height, int width, int channels) {
    RandomGenerator random = Draws.of(0, "png", height, channels);
    byte[] pixels = new byte[height * width * channels];
    random.nextBytes(pixels);
    return new Image(height, width, channels, pixels);
  }
}
