package org.vitmae.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

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

  /** Reads the version that Maven leaves in every jar. */
  private static Optional<String> version(ClassLoader classPath, String library) {
    try (InputStream in =
        classPath.getResourceAsStream("META-INF/maven/" + library + "/pom.properties")) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty(); // an unreadable jar has no version to tell
    }
  }
}
