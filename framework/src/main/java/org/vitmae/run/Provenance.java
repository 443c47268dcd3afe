package org.vitmae.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.vitmae.files.Sha256;

/** Finds out what a run's numbers depend on besides its definition. */
public final class Provenance {
  /** The libraries whose version can change a number. */
  private static final List<String> LIBRARIES =
      List.of(
          "org.vitmae/framework",
          "org.bytedeco/javacpp",
          "org.bytedeco/openblas",
          "org.bytedeco/pytorch",
          "org.nd4j/nd4j-api",
          "org.deeplearning4j/deeplearning4j-nn",
          "com.twelvemonkeys.imageio/imageio-jpeg");

  private Provenance() {}

  /**
   * Returns the commit that this program was built from.
   *
   * @return the hash, with {@code -dirty} behind it if files differed from the commit; empty if it
   *     was not built in a checkout
   */
  public static String commit() {
    return commit(properties(Provenance.class.getClassLoader(), "org/vitmae/run/git.properties"));
  }

  static String commit(Properties build) {
    String hash = build.getProperty("git.commit.id.full", "");
    boolean dirty = Boolean.parseBoolean(build.getProperty("git.dirty"));
    return hash.isEmpty() || !dirty ? hash : hash + "-dirty";
  }

  /**
   * Returns versions by name: libraries on the class path, Java, the operating system and the
   * number of processors.
   */
  public static Map<String, String> libraries(ClassLoader classPath) {
    Map<String, String> versions = new TreeMap<>();
    for (String library : LIBRARIES) {
      version(classPath, library)
          .ifPresent(v -> versions.put(library.substring(library.indexOf('/') + 1), v));
    }
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    versions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return versions;
  }

  /**
   * Returns the jar that someone else's code came from, by its file's name: its SHA-256, as nobody
   * vouches for a version. Empty for this program's own code, and for code that lies in no jar.
   */
  public static Map<String, String> jarOf(Class<?> code) {
    CodeSource source = code.getProtectionDomain().getCodeSource();
    if (source == null
        || source.getLocation() == null
        || code.getPackageName().startsWith("org.vitmae.")) {
      return Map.of();
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar)
          ? Map.of(jar.getFileName().toString(), "SHA-256 " + Sha256.of(jar))
          : Map.of();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Map.of(); // loaded from elsewhere than a file
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the version that Maven leaves in every jar. */
  private static Optional<String> version(ClassLoader classPath, String library) {
    String file = "META-INF/maven/" + library + "/pom.properties";
    return Optional.ofNullable(properties(classPath, file).getProperty("version"));
  }

  /** Reads a file of the class path; one that is missing or unreadable has nothing to tell. */
  private static Properties properties(ClassLoader classPath, String file) {
    Properties properties = new Properties();
    try (InputStream in = classPath.getResourceAsStream(file)) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      return new Properties();
    }
  }
}
