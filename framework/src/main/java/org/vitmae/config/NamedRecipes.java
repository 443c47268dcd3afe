package org.vitmae.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * The recipes that an arm may start from by its key {@code recipe}: those of {@code recipes.yaml},
 * and {@code plain}, which leaves what {@code defaults.yaml} says. An arm without the key starts
 * from the recipe named like its protocol, if there is one.
 */
record NamedRecipes(Layer recipes) {
  static final String KEY = "recipe";

  private static final String PLAIN = "plain";
  private static final String PROTOCOL = "protocol";
  private static final String TRAIN = "train";

  /**
   * Returns a layer with each arm's recipe under {@code recipes.ARM.train}.
   *
   * @param given what the user gave
   * @param problems receives a sentence for every recipe that does not exist
   */
  Layer ofArms(Layers given, List<String> problems) {
    List<ImmutableNode> chosen = new ArrayList<>();
    for (ImmutableNode arm : Layer.find(given.merged(), Layers.ARMS).get(0).getChildren()) {
      Optional<String> wanted = text(arm, KEY);
      if (wanted.isPresent() && !names().contains(wanted.get())) {
        String key = Kebab.join(Kebab.join(Layers.ARMS, arm.getNodeName()), KEY);
        problems.add(
            "%s%s: found \"%s\", must be one of %s"
                .formatted(
                    key,
                    given.source(key).map(" (%s)"::formatted).orElse(""),
                    wanted.get(),
                    String.join(", ", names())));
      }
      recipes.root().getChildren(wanted.or(() -> text(arm, PROTOCOL)).orElse(PLAIN)).stream()
          .map(recipe -> Layer.section(arm.getNodeName(), List.of(recipe.setName(TRAIN))))
          .forEach(chosen::add);
    }
    ImmutableNode section = Layer.section(Layers.RECIPES, chosen);
    return new Layer(recipes.source(), Layer.section("", List.of(section)));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    recipes.root().getChildren().forEach(recipe -> names.add(recipe.getNodeName()));
    names.add(PLAIN);
    return names;
  }

  private static Optional<String> text(ImmutableNode arm, String key) {
    return arm.getChildren(key).stream()
        .flatMap(node -> Optional.ofNullable(node.getValue()).map(Object::toString).stream())
        .findFirst();
  }
}
