package org.vitmae.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * Multiplies arms: one with {@code each: {KEY: [a, b]}} becomes the arms {@code <arm>-a} and {@code
 * <arm>-b}, before anything is mapped to records, so that all the rest sees plain arms.
 */
final class Each {
  static final String EACH = "each";

  private final Layers layers;
  private final ValidKeys valid;
  private final List<String> problems;
  private final Map<String, List<Member>> members = new LinkedHashMap<>();

  /**
   * Finds out which arms there will be.
   *
   * @param problems receives one sentence per problem
   */
  Each(Layers layers, ValidKeys valid, List<String> problems) {
    this.layers = layers;
    this.valid = valid;
    this.problems = problems;
    layers.names(Layers.ARMS).forEach(arm -> members.put(arm, members(arm)));
    refuseEqualNames();
  }

  /**
   * One of the arms made of an arm.
   *
   * @param settings what it says beyond the arm it was made of; none if it is that arm
   */
  private record Member(String name, List<ImmutableNode> settings) {}

  /** Returns the layers with the multiplied arms, above them what these differ in. */
  List<Layer> multiplied() {
    List<ImmutableNode> settings =
        members.values().stream()
            .flatMap(List::stream)
            .filter(member -> !member.settings().isEmpty())
            .map(member -> Layer.section(member.name(), member.settings()))
            .toList();
    List<Layer> multiplied = new ArrayList<>();
    multiplied.add(
        new Layer(EACH, Layer.section("", List.of(Layer.section(Layers.ARMS, settings)))));
    for (Layer layer : layers.byPrecedence()) {
      List<ImmutableNode> children = layer.root().getChildren().stream().map(this::part).toList();
      multiplied.add(new Layer(layer.source(), Layer.section("", children)));
    }
    return multiplied;
  }

  private ImmutableNode part(ImmutableNode section) {
    return switch (section.getNodeName()) {
      case Layers.ARM_DEFAULTS -> plain(section);
      case Layers.ARMS ->
          Layer.section(
              Layers.ARMS, section.getChildren().stream().flatMap(this::multiplied).toList());
      default -> section;
    };
  }

  private Stream<ImmutableNode> multiplied(ImmutableNode arm) {
    return members.get(arm.getNodeName()).stream().map(member -> plain(arm).setName(member.name()));
  }

  private static ImmutableNode plain(ImmutableNode arm) {
    return arm.replaceChildren(
        arm.getChildren().stream().filter(c -> !EACH.equals(c.getNodeName())).toList());
  }

  private List<Member> members(String arm) {
    List<Member> alone = List.of(new Member(arm, List.of()));
    String path = Kebab.join(Layers.ARMS, arm);
    for (String section : List.of(path, Layers.ARM_DEFAULTS)) {
      for (Layer layer : layers.byPrecedence()) {
        List<ImmutableNode> each = Layer.find(layer.root(), Kebab.join(section, EACH));
        if (!each.isEmpty()) {
          String where = "%s.%s (%s)".formatted(section, EACH, layer.source());
          return axis(each.get(0), where)
              .filter(axis -> isKnown(path, axis.getKey(), where))
              .map(axis -> members(arm, axis.getKey(), axis.getValue()))
              .orElse(alone);
        }
      }
    }
    return alone;
  }

  /** Returns the one key and its values. */
  private Optional<Map.Entry<String, List<ImmutableNode>>> axis(ImmutableNode each, String where) {
    Map<String, List<ImmutableNode>> leaves = new LinkedHashMap<>();
    collect(each, "", leaves);
    if (leaves.size() != 1) {
      problems.add(
          "%s: must be one key of the arm with a list of values, as in {labels-per-class: [1, 5]}, found %s"
              .formatted(where, leaves.isEmpty() ? "none" : String.join(", ", leaves.keySet())));
      return Optional.empty();
    }
    return leaves.entrySet().stream().findFirst();
  }

  /** Keys may be nested or dotted; {@code --set} nests them, files are easier to read dotted. */
  private static void collect(
      ImmutableNode section, String path, Map<String, List<ImmutableNode>> leaves) {
    for (ImmutableNode child : section.getChildren()) {
      String key = Kebab.join(path, child.getNodeName());
      if (child.getChildren().isEmpty()) {
        leaves.computeIfAbsent(key, k -> new ArrayList<>()).add(child);
      } else {
        collect(child, key, leaves);
      }
    }
  }

  private boolean isKnown(String arm, String key, String where) {
    Optional<String> nearest = valid.nearestUnless(Kebab.join(arm, key));
    nearest.ifPresent(
        other ->
            problems.add(
                "%s: unknown key %s; the nearest valid key is %s"
                    .formatted(where, key, other.substring(arm.length() + 1))));
    return nearest.isEmpty();
  }

  private static List<Member> members(String arm, String key, List<ImmutableNode> values) {
    return values.stream()
        .map(
            value -> {
              String text = Objects.toString(value.getValue(), "");
              ImmutableNode axis =
                  Layer.section(
                      "axis",
                      List.of(
                          Layer.leaf("group", arm),
                          Layer.leaf("key", key),
                          Layer.leaf("value", text)));
              return new Member(
                  arm + "-" + part(text),
                  List.of(
                      Layer.nested(List.of(key.split("\\.")), List.of(value)).getChildren().get(0),
                      axis));
            })
        .toList();
  }

  /** Returns a value as part of a name: a dot would read as the start of another key. */
  private static String part(String value) {
    return value.replace('.', '_').replaceAll("[^A-Za-z0-9_-]+", "-");
  }

  private void refuseEqualNames() {
    Set<String> names = new HashSet<>();
    for (String arm : List.copyOf(members.keySet())) {
      for (Member member : members.get(arm)) {
        if (!names.add(member.name())) {
          problems.add(
              "arms.%s.%s: two arms would be called %s; give other values or names"
                  .formatted(arm, EACH, member.name()));
          members.put(arm, List.of(new Member(arm, List.of())));
        }
      }
    }
  }
}
