package org.vitmae.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vitmae.config.DataConfig.Target;

/**
 * Images named by a list file inside a folder or zip, one line per image: its path, then any number
 * of columns, separated by commas.
 *
 * <pre>{@code train/Fruit/Apple/Golden-Delicious/Golden-Delicious_001.jpg, 0, 0}</pre>
 *
 * <p>One column is the class, or all or some are targets. Paths are relative to the list's folder;
 * blank lines are skipped. A list of paths alone is unlabeled. The fingerprint covers names, sizes
 * and labels, and in a zip the checksums; of files in a folder their first 4 KiB.
 */
final class ListDataset extends TreeDataset {
  private ListDataset(
      FileTree tree, List<String> images, List<Annotation> annotations, List<String> names) {
    super(tree, images, annotations, names);
  }

  /**
   * Opens the images of one list.
   *
   * @param root folder or zip
   * @param list the list's name inside it
   * @param known names of the training split's targets, empty for the training split itself; not
   *     used for classes, which are numbered
   * @throws DataException if the list or an image is missing, if the list is empty, or if a line
   *     does not have the columns wanted or something else in them
   */
  static ListDataset open(Path root, String list, ListFields fields, List<String> known) {
    return FileTree.open(root, tree -> index(tree, list, fields, known));
  }

  private static ListDataset index(
      FileTree tree, String list, ListFields meaning, List<String> known) {
    if (list.isEmpty() || tree.size(list).isEmpty()) {
      throw new DataException(
          "%s does not exist. Set the split's key list to the name of a list file inside it."
              .formatted(tree.describe(list)));
    }
    String folder = list.substring(0, list.lastIndexOf('/') + 1);
    List<String> lines = new String(tree.read(list), StandardCharsets.UTF_8).lines().toList();
    List<String> images = new ArrayList<>();
    Set<String> once = new HashSet<>();
    List<Annotation> annotations = new ArrayList<>();
    int targets = known.size();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String record = "%s, line %d".formatted(tree.describe(list), i + 1);
      List<String> fields = List.of(lines.get(i).strip().split("\\s*,\\s*"));
      String image = folder + fields.get(0);
      if (tree.size(image).isEmpty()) {
        throw new DataException(
            "%s: %s does not exist. Correct the list or restore the image."
                .formatted(record, tree.describe(image)));
      }
      Annotation annotation = meaning.annotation(fields.subList(1, fields.size()), record);
      if (!once.add(image)) {
        throw new DataException(
            "%s names %s a second time; take one of the two lines out."
                .formatted(record, tree.describe(image)));
      }
      images.add(image);
      annotations.add(annotation);
      targets = targets == 0 ? annotation.targets().size() : targets;
      if (meaning.target() != Target.CLASS && annotation.targets().size() != targets) {
        throw new DataException(
            "%s has %d targets, but the lines before it or the training list have %d. Give every image the same columns."
                .formatted(record, annotation.targets().size(), targets));
      }
    }
    if (images.isEmpty()) {
      throw new DataException(tree.describe(list) + " names no image; write one path per line.");
    }
    List<String> names =
        meaning.target() == Target.CLASS
            ? classes(annotations, tree.describe(list))
            : Arrays.stream(meaning.chosen(targets)).mapToObj(Integer::toString).toList();
    return new ListDataset(tree, images, annotations, names);
  }

  private static List<String> classes(List<Annotation> annotations, String list) {
    int[] labels = annotations.stream().flatMapToInt(a -> a.label().stream()).toArray();
    if (labels.length > 0 && labels.length != annotations.size()) {
      throw new DataException(
          "%s has labels on %d of %d lines. Label all or none."
              .formatted(list, labels.length, annotations.size()));
    }
    return ClassNames.numbered(labels);
  }
}
