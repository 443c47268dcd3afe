package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/library.md to what it shows. */
class LibraryDocumentTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("basedir", ".")).resolveSibling("docs").resolve("library.md");

  @Test
  void itsExampleCompiles(@TempDir Path folder) throws IOException {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf("```java\n") + "```java\n".length();
    Path source =
        Files.writeString(
            folder.resolve("Example.java"),
            document.substring(from, document.indexOf("```", from)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();

    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
