package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/library.md to what it shows; {@link TrainedArmTest} runs its other example. */
class LibraryDocumentTest {
  @Test
  void itsExampleOfPretrainingCompiles(@TempDir Path folder) throws IOException {
    LibraryDocument.compile("Example", folder);

    assertThat(folder.resolve("Example.class")).exists();
  }
}
