package org.vitmae.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.image.Image;

class GalleryTest {
  private static final Image PIXEL = new Image(1, 1, 3, new byte[3]);

  @Test
  void keepsTheFirstImagesAndTheWorstInOrder(@TempDir Path folder) throws IOException {
    Gallery gallery = new Gallery("found", List.of("errors"));
    for (int n = 0; n < 30; n++) {
      int errors = n % 3 == 0 ? 0 : n % 7;
      gallery.add(100 + n, errors, List.of(errors), () -> () -> PIXEL);
    }

    gallery.write(folder.resolve("images"));

    assertThat(Files.readAllLines(folder.resolve("images/found.csv")))
        .hasSize(9)
        .startsWith("file,image,errors", "00.png,100,0", "01.png,101,1");
    assertThat(Files.readAllLines(folder.resolve("images/worst.csv")))
        .containsExactly(
            "file,image,errors",
            "00.png,113,6",
            "01.png,120,6",
            "02.png,105,5",
            "03.png,119,5",
            "04.png,126,5",
            "05.png,104,4",
            "06.png,111,4",
            "07.png,125,4");
    assertThat(folder.resolve("images/worst/07.png")).exists();
  }

  @Test
  void withoutErrorsNoneIsWorst(@TempDir Path folder) throws IOException {
    Gallery gallery = new Gallery("found", List.of());
    gallery.add(1, 0, List.of(), () -> () -> PIXEL);
    gallery.write(folder);
    assertThat(Files.readAllLines(folder.resolve("worst.csv"))).containsExactly("file,image");
  }
}
