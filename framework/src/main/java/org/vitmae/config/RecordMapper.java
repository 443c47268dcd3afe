package org.vitmae.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Builds records from a merged tree of known keys and notes every value that does not fit.
 *
 * <p>After a problem it goes on with the key's default, so that one run finds all problems.
 */
final class RecordMapper {
  private final Layers layers;
  private final ImmutableNode defaults;
  private final List<String> problems;
  private final Set<String> blamed = new HashSet<>();

  /**
   * Creates a mapper.
   *
   * @param defaults values to go on with after a problem
   * @param problems receives one sentence per problem
   */
  RecordMapper(Layers layers, ImmutableNode defaults, List<String> problems) {
    this.layers = layers;
    this.defaults = defaults;
    this.problems = problems;
  }

  /** Returns the record, empty if problems left it unusable. */
  <T extends Record> Optional<T> map(ImmutableNode section, Class<T> type) {
    return record(section, type, "").map(type::cast);
  }

  private Optional<Object> record(ImmutableNode section, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      String name = Kebab.ofComponent(components[i].getName());
      Optional<Object> value =
          components[i].isAnnotationPresent(Inlined.class)
              ? record(section, components[i].getType(), path)
              : value(
                  components[i].getGenericType(),
                  section.getChildren(name),
                  Kebab.join(path, name));
      complete &= value.isPresent();
      values[i] = value.orElse(null);
    }
    return complete ? construct(type, values, path) : Optional.empty();
  }

  private Optional<Object> value(Type type, List<ImmutableNode> nodes, String key) {
    if (type instanceof ParameterizedType generic) {
      Class<?> element = element(generic);
      if (generic.getRawType() != Map.class) {
        return Optional.of(list(element, nodes, key));
      }
      return element == String.class
          ? Optional.of(mapOfTexts(nodes, key))
          : mapOfRecords(element, nodes, key);
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord()
        ? record(nodes.isEmpty() ? Layer.section("", List.of()) : nodes.get(0), plain, key)
        : Optional.of(scalar(plain, nodes, key));
  }

  /** Returns what a list or the values of a map are made of. */
  static Class<?> element(Type generic) {
    Type[] arguments = ((ParameterizedType) generic).getActualTypeArguments();
    return (Class<?>) arguments[arguments.length - 1];
  }

  private Optional<Object> mapOfRecords(Class<?> type, List<ImmutableNode> nodes, String key) {
    Map<String, Object> entries = new LinkedHashMap<>();
    boolean complete = true;
    for (ImmutableNode node : nodes.isEmpty() ? nodes : nodes.get(0).getChildren()) {
      Optional<Object> entry = record(node, type, Kebab.join(key, node.getNodeName()));
      entry.ifPresent(e -> entries.put(node.getNodeName(), e));
      complete &= entry.isPresent();
    }
    return complete ? Optional.of(entries) : Optional.empty();
  }

  private Map<String, String> mapOfTexts(List<ImmutableNode> nodes, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (ImmutableNode node : nodes.isEmpty() ? nodes : nodes.get(0).getChildren()) {
      String name = node.getNodeName();
      List<ImmutableNode> same = nodes.get(0).getChildren(name);
      Optional.ofNullable(node.getValue())
          .filter(value -> same.size() == 1)
          .flatMap(Scalars::text)
          .ifPresentOrElse(
              text -> texts.put(name, text),
              () ->
                  blame(
                      Kebab.join(key, name),
                      found(same),
                      "text, a number, true or false; put anything else in quotes"));
    }
    return texts;
  }

  private List<Object> list(Class<?> element, List<ImmutableNode> nodes, String key) {
    if (EmptyLists.is(nodes)) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    for (ImmutableNode node : nodes) {
      Optional<Object> value =
          Optional.ofNullable(node.getValue()).flatMap(v -> Scalars.convert(element, v));
      if (value.isEmpty()) {
        blame(key, found(nodes), "a list, each element " + Scalars.expected(element));
        return defaults(element, key);
      }
      values.add(value.get());
    }
    return values;
  }

  private Object scalar(Class<?> type, List<ImmutableNode> nodes, String key) {
    if (nodes.size() == 1 && nodes.get(0).getChildren().isEmpty()) {
      Optional<Object> value =
          Optional.ofNullable(nodes.get(0).getValue()).flatMap(v -> Scalars.convert(type, v));
      if (value.isPresent()) {
        return value.get();
      }
    }
    blame(key, found(nodes), Scalars.expected(type));
    return fallback(type, key);
  }

  private Object fallback(Class<?> type, String key) {
    return defaults(type, key).stream().findFirst().orElseGet(() -> Scalars.placeholder(type));
  }

  private List<Object> defaults(Class<?> type, String key) {
    return Layer.find(defaults, Layers.inherited(key).orElse(key)).stream()
        .flatMap(node -> Scalars.convert(type, node.getValue()).stream())
        .toList();
  }

  /** Calls the constructor; replaces values it refuses until it accepts or nothing helps. */
  private Optional<Object> construct(Class<?> type, Object[] values, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Set<String> tried = new HashSet<>();
    for (int attempt = 0; attempt <= 2 * components.length; attempt++) {
      try {
        return Optional.of(type.getDeclaredConstructor(types).newInstance(values));
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof Range.OutOfRange range)) {
          throw new IllegalStateException("constructor of " + type.getName(), e.getCause());
        }
        String key = Kebab.join(path, range.key());
        blame(key, given(key).orElse("found " + range.value()), range.allowed());
        boolean first = tried.add(key);
        for (int i = 0; i < components.length; i++) {
          if (Kebab.ofComponent(components[i].getName()).equals(range.key())) {
            values[i] =
                types[i] == List.class
                    ? defaults(element(components[i].getGenericType()), key)
                    : first ? fallback(types[i], key) : Scalars.placeholder(types[i]);
          }
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("constructor of " + type.getName(), e);
      }
    }
    return Optional.empty();
  }

  private Optional<String> given(String key) {
    List<ImmutableNode> nodes = Layer.find(layers.merged(), key);
    return nodes.isEmpty() ? Optional.empty() : Optional.of(found(nodes));
  }

  private static String found(List<ImmutableNode> nodes) {
    if (nodes.isEmpty()) {
      return "missing";
    }
    String text = nodes.stream().map(RecordMapper::text).collect(Collectors.joining(", "));
    return "found " + (nodes.size() == 1 ? text : "[" + text + "]");
  }

  private static String text(ImmutableNode node) {
    if (!node.getChildren().isEmpty()) {
      return "a section";
    }
    Object value = node.getValue();
    return value instanceof String ? "\"" + value + "\"" : value == null ? "nothing" : "" + value;
  }

  private void blame(String key, String found, String allowed) {
    if (blamed.add(key)) {
      String source = layers.source(key).map(" (%s)"::formatted).orElse("");
      problems.add("%s%s: %s, must be %s".formatted(key, source, found, allowed));
    }
  }
}
