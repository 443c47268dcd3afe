package org.vitmae.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Every key a definition may hold, read off the records; finds the ones it may not. */
final class ValidKeys {
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> sections = new LinkedHashSet<>();
  private final Set<String> free = new LinkedHashSet<>(); // sections of keys of any name
  private final Set<String> open = new LinkedHashSet<>(); // sections of keys checked elsewhere

  /**
   * Collects the keys.
   *
   * @param armNames the arms that exist, each of which brings its own keys
   * @param variantNames the variants that exist, likewise
   * @param sweepNames the sweeps that exist, likewise
   */
  private ValidKeys(
      Collection<String> armNames, Collection<String> variantNames, Collection<String> sweepNames) {
    keys.add("extends");
    addAll(ExperimentConfig.class, "");
    keys.add(ConfigReader.PRESET);
    addArm(Layers.ARM_DEFAULTS);
    armNames.forEach(name -> addArm(Kebab.join(Layers.ARMS, name)));
    variantNames.forEach(
        name -> addSection(VariantConfig.class, Kebab.join(Layers.VARIANTS, name)));
    for (String name : sweepNames) {
      String key = Kebab.join(Sweeps.SWEEPS, name);
      addSection(SweepConfig.class, key);
      sections.remove(Kebab.join(key, Sweeps.KEYS));
      open.add(Kebab.join(key, Sweeps.KEYS));
    }
  }

  /** Returns the keys of definitions with the arms and variants that files name. */
  static ValidKeys of(Layers files) {
    return new ValidKeys(
        files.names(Layers.ARMS), files.names(Layers.VARIANTS), files.names(Sweeps.SWEEPS));
  }

  private void addArm(String key) {
    addSection(ArmConfig.class, key);
    keys.add(Kebab.join(key, NamedRecipes.KEY));
    open.add(Kebab.join(key, Each.EACH));
  }

  private void addAll(Class<?> type, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = Kebab.join(path, Kebab.ofComponent(component.getName()));
      if (component.isAnnotationPresent(Inlined.class)) {
        addAll(component.getType(), path);
      } else if (component.getType().isRecord()) {
        addSection(component.getType(), key);
      } else if (component.getType() == Map.class) {
        sections.add(key);
        if (RecordMapper.element(component.getGenericType()) == String.class) {
          free.add(key);
        }
      } else {
        keys.add(key);
      }
    }
  }

  private void addSection(Class<?> type, String key) {
    sections.add(key);
    addAll(type, key);
  }

  /** Returns a problem for every key of a layer that means nothing. */
  List<String> problems(Layer layer) {
    List<String> problems = new ArrayList<>();
    check(layer.root(), "", layer.source(), problems);
    return problems;
  }

  private void check(ImmutableNode section, String path, String source, List<String> problems) {
    Set<String> names = new LinkedHashSet<>();
    section.getChildren().forEach(child -> names.add(child.getNodeName()));
    for (String name : names) {
      String key = Kebab.join(path, name);
      List<ImmutableNode> nodes = section.getChildren(name);
      if (name.contains(".")) {
        problems.add(
            "%s (%s): write it nested, one section per line; only --set takes dotted keys"
                .formatted(key, source));
      } else if (open.contains(key)) {
        continue;
      } else if (!sections.contains(key)) {
        if (!holdsValue(key)) {
          problems.add(
              "%s (%s): unknown key; the nearest valid key is %s"
                  .formatted(key, source, nearest(key)));
        }
      } else if (nodes.size() > 1 || nodes.get(0).getValue() != null) {
        problems.add("%s (%s): must be a section with keys of its own".formatted(key, source));
      } else {
        check(nodes.get(0), key, source, problems);
      }
    }
  }

  /** Returns the valid key that comes nearest, empty if a key is valid and holds a value. */
  Optional<String> nearestUnless(String key) {
    return holdsValue(key) ? Optional.empty() : Nearest.of(key, keys);
  }

  private boolean holdsValue(String key) {
    return keys.contains(key) || free.contains(key.substring(0, Math.max(0, key.lastIndexOf('.'))));
  }

  private String nearest(String key) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(sections);
    all.addAll(open);
    return Nearest.of(key, all).orElseThrow();
  }
}
