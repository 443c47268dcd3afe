package org.vitmae.classification.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifiedImageTest {
  private static final ClassifiedImage CLASSES =
      ClassifiedImage.of(
          List.of("cat", "dog", "owl, grey", "eel"), new double[] {0.25, 0.125, 0.5, 0.125});

  @TempDir private Path folder;

  @Test
  void classesAreListedBestFirst() throws IOException {
    assertThat(CLASSES.write("my.street.jpg", 0, folder))
        .containsExactly(folder.resolve("my.street-classes.csv"));

    assertThat(Files.readAllLines(folder.resolve("my.street-classes.csv")))
        .containsExactly(
            "rank,class,probability",
            "1,\"owl, grey\",0.5",
            "2,cat,0.25",
            "3,dog,0.125",
            "4,eel,0.125");
  }

  @Test
  void whatIsLessProbableIsLeftOut() throws IOException {
    Path file = CLASSES.write("a.png", 0.25, folder).get(0);

    assertThat(Files.readAllLines(file))
        .containsExactly("rank,class,probability", "1,\"owl, grey\",0.5", "2,cat,0.25");
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Files.writeString(folder.resolve("a-classes.csv"), "longer\n".repeat(99));

    CLASSES.write("a.png", 0.5, folder);

    assertThat(folder.resolve("a-classes.csv")).content().hasLineCount(2);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }
}
