package org.vitmae.config;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vitmae.files.Sha256;

/**
 * Writes a resolved definition in one canonical form: every key, in the order of the records.
 *
 * <p>{@link ConfigReader} reads it back to an equal record.
 */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** Returns the definition as YAML that needs no defaults. */
  public static String yaml(ExperimentConfig config) {
    StringBuilder yaml = new StringBuilder();
    writeRecord(config, "", yaml);
    return yaml.toString();
  }

  /**
   * Returns what must be the same when a run is resumed: all but the engines, which go on from each
   * other's checkpoints.
   *
   * @param yaml what {@link #yaml} returned
   */
  public static String identity(String yaml) {
    return yaml.lines()
        .filter(line -> !line.strip().startsWith("engine:"))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the SHA-256 of the definition's {@link #identity}, in hexadecimal. */
  public static String hash(ExperimentConfig config) {
    return Sha256.of(identity(yaml(config)));
  }

  private static void writeRecord(Record section, String indent, StringBuilder yaml) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      if (component.isAnnotationPresent(Inlined.class)) {
        writeRecord((Record) value(section, component), indent, yaml);
      } else {
        write(Kebab.ofComponent(component.getName()), value(section, component), indent, yaml);
      }
    }
  }

  private static void write(String key, Object value, String indent, StringBuilder yaml) {
    yaml.append(indent).append(key).append(':');
    if (value instanceof Record section) {
      yaml.append('\n');
      writeRecord(section, indent + "  ", yaml);
    } else if (value instanceof Map<?, ?> sections) {
      yaml.append(sections.isEmpty() ? " {}\n" : "\n");
      sections.forEach((name, s) -> write(quoted(name.toString()), s, indent + "  ", yaml));
    } else {
      yaml.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static String scalar(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Enum<?> constant) {
      return Kebab.ofConstant(constant);
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  /** Escapes all but printable ASCII, so that no YAML reader can take it for anything else. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return quoted.append('"').toString();
  }

  private static Object value(Record section, RecordComponent component) {
    try {
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("accessor of " + component, e);
    }
  }
}
