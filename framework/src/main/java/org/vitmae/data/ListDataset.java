package org.vitmae.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Images named by a list file inside a folder or zip, one line per image: its path, then any number
 * of labels, separated by commas.
 *
 * <pre>{@code train/Fruit/Apple/Golden-Delicious/Golden-Delicious_001.jpg, 0, 0}</pre>
 *
 * <p>Paths are relative to the list's folder; blank lines are skipped. A list of paths alone is
 * unlabelled. The fingerprint covers names, sizes and labels, and in a zip the checksums; of files
 * in a folder it does not read the content.
 */
public final class ListDataset extends TreeDataset {
  private static final Pattern LABEL = Pattern.compile("[0-9]{1,7}");

  private ListDataset(FileTree tree, List<String> images, int[] labels) {
    super(tree, images, labels, ClassNames.numbered(labels));
  }

  /**
   * Opens the images of one list.
   *
   * @param root folder or zip
   * @param list the list's name inside it
   * @param labelColumn which label to use, 0 the first after the path
   * @throws DataException if the list or an image is missing, if the list is empty, or if a line
   *     has no such label or one that is not a number from 0 on
   */
  public static ListDataset open(Path root, String list, int labelColumn) {
    FileTree tree = FileTree.open(root);
    try {
      return index(tree, list, labelColumn);
    } catch (DataException e) {
      tree.close();
      throw e;
    }
  }

  private static ListDataset index(FileTree tree, String list, int labelColumn) {
    if (list.isEmpty() || tree.size(list).isEmpty()) {
      throw new DataException(
          "%s does not exist. Set the split's key list to the name of a list file inside it."
              .formatted(tree.describe(list)));
    }
    String folder = list.substring(0, list.lastIndexOf('/') + 1);
    List<String> lines = new String(tree.read(list), StandardCharsets.UTF_8).lines().toList();
    List<String> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String record = "%s, line %d".formatted(tree.describe(list), i + 1);
      String[] fields = lines.get(i).strip().split("\\s*,\\s*");
      String image = folder + fields[0];
      if (tree.size(image).isEmpty()) {
        throw new DataException(
            "%s: %s does not exist. Correct the list or restore the image."
                .formatted(record, tree.describe(image)));
      }
      images.add(image);
      if (fields.length > 1 || labelColumn > 0) {
        labels.add(label(fields, labelColumn, record));
      }
    }
    if (images.isEmpty()) {
      throw new DataException(tree.describe(list) + " names no image; write one path per line.");
    }
    if (!labels.isEmpty() && labels.size() != images.size()) {
      throw new DataException(
          "%s has labels on %d of %d lines. Label all or none."
              .formatted(tree.describe(list), labels.size(), images.size()));
    }
    return new ListDataset(tree, images, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int label(String[] fields, int column, String record) {
    if (fields.length < column + 2) {
      throw new DataException(
          "%s has %d labels after the path, but data.label-column is %d; the first is 0."
              .formatted(record, fields.length - 1, column));
    }
    String field = fields[column + 1];
    if (!LABEL.matcher(field).matches()) {
      throw new DataException(
          "%s has the label \"%s\"; labels are whole numbers from 0 to 9999999. Correct the list."
              .formatted(record, field));
    }
    return Integer.parseInt(field);
  }
}
