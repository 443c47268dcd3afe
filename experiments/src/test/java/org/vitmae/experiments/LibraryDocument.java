package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The examples of docs/library.md. */
final class LibraryDocument {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ".")).resolveSibling("docs").resolve("library.md");
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private LibraryDocument() {}

  /** Compiles the example that is a class of some name into a folder. */
  static void compile(String name, Path folder) throws IOException {
    String example =
        EXAMPLE
            .matcher(Files.readString(FILE))
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(text -> text.contains("public final class " + name + " {"))
            .findFirst()
            .orElseThrow();
    Path source = Files.writeString(folder.resolve(name + ".java"), example);
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
