package org.vitmae.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** Every key a definition may hold, read off the records; finds the ones it may not. */
final class ValidKeys {
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> sections = new LinkedHashSet<>();

  /**
   * Collects the keys.
   *
   * @param armNames the arms that exist, each of which brings its own keys
   */
  ValidKeys(Collection<String> armNames) {
    keys.add("extends");
    addAll(ExperimentConfig.class, "");
    keys.add("model.preset");
    addArm(Layers.ARM_DEFAULTS);
    armNames.forEach(name -> addArm(Kebab.join(Layers.ARMS, name)));
  }

  private void addAll(Class<?> type, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = Kebab.join(path, Kebab.ofComponent(component.getName()));
      if (component.getType().isRecord()) {
        addSection(component.getType(), key);
      } else if (component.getType() == Map.class) {
        sections.add(key);
      } else {
        keys.add(key);
      }
    }
  }

  private void addArm(String key) {
    addSection(ArmConfig.class, key);
    keys.add(Kebab.join(key, NamedRecipes.KEY));
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
      } else if (!sections.contains(key)) {
        if (!keys.contains(key)) {
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

  private String nearest(String key) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(sections);
    return Nearest.of(key, all).orElseThrow();
  }
}
