package org.vitmae.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.vitmae.config.ConfigException;

/**
 * Which jar or folder names which plugin in its {@code META-INF/services}; the service loader
 * itself says neither that nor that it passes one over.
 *
 * @param places class name of a plugin to the jars and folders that name it
 */
record ProviderFiles(Map<String, List<String>> places) {
  private static final String FILE = "META-INF/services/" + TaskPlugin.class.getName();

  /** Reads the files of a class path. */
  static ProviderFiles of(ClassLoader classPath) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    try {
      for (URL file : Collections.list(classPath.getResources(FILE))) {
        String place =
            file.toString().replaceFirst("(!/)?" + FILE, "").replaceFirst("^(jar:)?file:", "");
        for (String plugin : plugins(file)) {
          places.computeIfAbsent(plugin, any -> new ArrayList<>()).add(place);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProviderFiles(places);
  }

  private static List<String> plugins(URL file) throws IOException {
    try (InputStream in = file.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .distinct()
          .toList();
    }
  }

  /**
   * Checks that no plugin is there in two versions, of which one would be used by chance.
   *
   * @throws ConfigException naming the places
   */
  void checkUnique() {
    places.forEach(
        (plugin, all) -> {
          if (all.size() > 1) {
            throw new ConfigException(
                "the plugin %s is there %d times: %s; take all but one of them off the class path"
                    .formatted(plugin, all.size(), String.join(", ", all)));
          }
        });
  }

  /** Returns the place that a message speaks of, or that of a plugin; all places if of none. */
  String namedBy(String message) {
    String text = Objects.toString(message, "");
    List<String> named =
        places.entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().stream()
                        .filter(
                            place ->
                                text.contains(place)
                                    || text.replace('/', '.').contains(entry.getKey())))
            .toList();
    return named.isEmpty()
        ? "one of "
            + String.join(", ", places.values().stream().flatMap(List::stream).distinct().toList())
        : String.join(", ", named);
  }
}
