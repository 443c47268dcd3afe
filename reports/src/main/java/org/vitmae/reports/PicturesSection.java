package org.vitmae.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the test of each arm's first seed drew, the arms side by side where they drew the same. */
final class PicturesSection {
  private record Shown(ArmResult arm, PictureSet set) {}

  private final Palette palette;

  private PicturesSection(Palette palette) {
    this.palette = palette;
  }

  /** Returns the sets of pictures by name. */
  static List<Map<String, Object>> of(Results results, Palette palette) throws IOException {
    Map<String, List<Shown>> sets = new TreeMap<>();
    for (ArmResult arm : results.arms()) {
      for (PictureSet set : arm.cells().get(0).files().pictures()) {
        if (!set.pictures().isEmpty()) {
          sets.computeIfAbsent(set.name(), name -> new ArrayList<>()).add(new Shown(arm, set));
        }
      }
    }
    PicturesSection section = new PicturesSection(palette);
    List<Map<String, Object>> sections = new ArrayList<>();
    for (Map.Entry<String, List<Shown>> set : sets.entrySet()) {
      sections.add(section.set(set.getKey(), set.getValue()));
    }
    return sections;
  }

  private Map<String, Object> set(String name, List<Shown> arms) throws IOException {
    List<String> images = arms.get(0).set().images();
    boolean same = arms.stream().allMatch(arm -> arm.set().images().equals(images));
    Map<String, Object> section = new HashMap<>();
    section.put("title", title(name));
    section.put("same", same && arms.size() > 1);
    List<Map<String, Object>> columns = new ArrayList<>();
    for (Shown arm : arms) {
      columns.add(column(arm));
    }
    section.put("arms", columns);
    return section;
  }

  private Map<String, Object> column(Shown shown) throws IOException {
    List<Map<String, String>> pictures = new ArrayList<>();
    for (Picture picture : shown.set().pictures()) {
      pictures.add(
          Map.of(
              "source", Thumbnail.of(picture.file()),
              "image", picture.image(),
              "text", counts(picture)));
    }
    return Map.of(
        "arm", shown.arm().arm(),
        "color", Palette.css(palette.color(shown.arm().arm())),
        "seed", shown.arm().cells().get(0).seeds().words(),
        "pictures", pictures);
  }

  /** Returns {@code 12 objects, 10 found}. */
  private static String counts(Picture picture) {
    return picture.counts().entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String title(String name) {
    String words = name.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
