package org.vitmae.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.vitmae.config.SourceConfig;

/**
 * The files of an image: what stands for the {@code *} of their patterns is the same.
 *
 * @param instances a map of objects
 */
record MaskFiles(String image, String mask, Optional<String> instances) {
  private static final int NAMED = 3;

  /**
   * Finds the files of a split: those that a list names, in its order, else all that match, by
   * name.
   *
   * @throws DataException if an image or mask lacks its partner, if the list is missing, empty or
   *     repeats itself, or if nothing matches; it says how many and names the first ones
   */
  static List<MaskFiles> find(FileTree tree, SourceConfig source) {
    NamePattern images = NamePattern.of(source.images());
    NamePattern masks = NamePattern.of(source.labels());
    Optional<NamePattern> instances =
        Optional.of(source.instances()).filter(s -> !s.isEmpty()).map(NamePattern::of);
    Set<String> keys =
        source.list().isEmpty() ? matching(tree, images, masks) : listed(tree, source, images);
    requireAll(tree, images, keys, "no image");
    requireAll(tree, masks, keys, "no mask");
    instances.ifPresent(pattern -> requireAll(tree, pattern, keys, "no map of objects"));
    return keys.stream()
        .map(
            key ->
                new MaskFiles(
                    images.name(key), masks.name(key), instances.map(maps -> maps.name(key))))
        .toList();
  }

  private static Set<String> matching(FileTree tree, NamePattern images, NamePattern masks) {
    Set<String> keys = new TreeSet<>();
    for (String name : tree.names()) {
      images.key(name).ifPresent(keys::add);
      masks.key(name).ifPresent(keys::add);
    }
    if (keys.isEmpty()) {
      throw new DataException(
          "%s holds neither images %s nor masks %s. Correct the split's keys images and labels."
              .formatted(tree.describe(""), images, masks));
    }
    return keys;
  }

  private static Set<String> listed(FileTree tree, SourceConfig source, NamePattern images) {
    String list = source.list();
    if (tree.size(list).isEmpty()) {
      throw new DataException(
          "%s does not exist. Set the split's key list to the name of a list file inside it, or leave it out."
              .formatted(tree.describe(list)));
    }
    Set<String> keys = new LinkedHashSet<>();
    for (String line : new String(tree.read(list), StandardCharsets.UTF_8).lines().toList()) {
      String name = line.strip();
      if (!name.isEmpty() && !keys.add(images.key(name).orElse(name))) {
        throw new DataException(
            "%s names %s twice; take one of the two out.".formatted(tree.describe(list), name));
      }
    }
    if (keys.isEmpty()) {
      throw new DataException(
          "%s names no image; write one name per line, as it stands for the * of %s."
              .formatted(tree.describe(list), images));
    }
    return keys;
  }

  private static void requireAll(
      FileTree tree, NamePattern pattern, Set<String> keys, String what) {
    List<String> missing = new ArrayList<>();
    for (String key : keys) {
      if (tree.size(pattern.name(key)).isEmpty()) {
        missing.add(key);
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s has %s %s for %d of %d names: %s%s Restore the files, or name the examples wanted in a list."
              .formatted(
                  tree.describe(""),
                  what,
                  pattern,
                  missing.size(),
                  keys.size(),
                  String.join(", ", missing.subList(0, Math.min(NAMED, missing.size()))),
                  missing.size() > NAMED ? ", ..." : "."));
    }
  }
}
