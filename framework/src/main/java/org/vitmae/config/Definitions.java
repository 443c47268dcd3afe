package org.vitmae.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds experiment definitions: shipped ones on the class path by name, others by their file. */
final class Definitions {
  private static final String FOLDER = "experiments/";
  private static final String INDEX = FOLDER + "index.txt";

  private final ClassLoader shipped;

  Definitions(ClassLoader shipped) {
    this.shipped = shipped;
  }

  /**
   * A definition's text and where it stands.
   *
   * @param name the experiment's name unless the text gives another
   * @param source what to call it in messages; the same for the same definition
   * @param folder what relative files in it are relative to; empty for shipped ones
   */
  record Definition(String name, String source, Optional<Path> folder, String text) {}

  /** Returns the names in every {@code experiments/index.txt} on the class path. */
  List<String> shippedNames() {
    List<String> names = new ArrayList<>();
    try {
      for (URL index : Collections.list(shipped.getResources(INDEX))) {
        try (InputStream in = index.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /**
   * Finds what a user named.
   *
   * @param folder what a relative file is relative to; empty for the working directory
   * @throws ConfigException if there is no such definition or it cannot be read
   */
  Definition find(String nameOrFile, Optional<Path> folder) {
    if (!isFile(nameOrFile)) {
      return shipped(nameOrFile);
    }
    Path file = folder.map(f -> f.resolve(nameOrFile)).orElse(Path.of(nameOrFile)).normalize();
    return new Definition(
        file.getFileName().toString().replaceFirst("\\.ya?ml$", ""),
        file.toString(),
        Optional.of(file.toAbsolutePath().getParent()),
        text(file));
  }

  private static boolean isFile(String nameOrFile) {
    return nameOrFile.matches(".*(\\.ya?ml|[/\\\\].*)");
  }

  private Definition shipped(String name) {
    List<String> names = shippedNames();
    if (!names.contains(name)) {
      throw new ConfigException(
          "%s: no such experiment%s (the shipped ones are %s; name a file by a path ending in .yaml)"
              .formatted(
                  name,
                  similar(name, names).map(", did you mean %s"::formatted).orElse(""),
                  String.join(", ", names)));
    }
    return new Definition(
        name, name + " (shipped)", Optional.empty(), resource(FOLDER + name + ".yaml"));
  }

  private static Optional<String> similar(String name, List<String> names) {
    String file = name + ".yaml";
    return Files.isRegularFile(Path.of(file)) ? Optional.of(file) : Nearest.similar(name, names);
  }

  /** Reads a text that was shipped with the program. */
  String resource(String path) {
    try (InputStream in = shipped.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(
            "%s: %s; expected an experiment definition in YAML"
                .formatted(file, Files.isDirectory(file) ? "a folder" : "no such file"));
      }
      if (Files.size(file) > Layer.MAX_CHARACTERS) {
        throw new ConfigException(
            "%s: %d bytes, expected an experiment definition of at most %d"
                .formatted(file, Files.size(file), Layer.MAX_CHARACTERS));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ConfigException("%s: not UTF-8 text; save it in that encoding".formatted(file));
    } catch (IOException e) {
      throw new ConfigException("%s: cannot be read: %s".formatted(file, e));
    }
  }
}
