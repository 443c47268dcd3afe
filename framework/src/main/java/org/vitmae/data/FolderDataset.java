package org.vitmae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images in one folder per class, at any depth below it; or, unlabeled, directly in the folder.
 *
 * <p>Classes are numbered in the order of their names, images within by path. JPEG and PNG files
 * count, by their suffix; the folder may be a zip. The fingerprint covers names, sizes and classes,
 * and in a zip the checksums; of files in a folder their first 4 KiB.
 */
public final class FolderDataset extends TreeDataset {
  private FolderDataset(
      FileTree tree, List<String> images, List<Annotation> annotations, List<String> classNames) {
    super(tree, images, annotations, classNames);
  }

  /**
   * Opens a folder or zip with classes of its own.
   *
   * @throws DataException if it is missing or holds no image, if a class has none, if images lie
   *     both inside and outside of class folders, or if some are of a format that is not read
   */
  public static FolderDataset open(Path root) {
    return open(root, List.of());
  }

  /**
   * Opens a folder or zip whose labels follow another one's classes.
   *
   * @param classNames folder names in label order, for instance those of the training split; empty
   *     to number this folder's own
   * @throws DataException as {@link #open(Path)}, or if a class folder is not among the names
   */
  public static FolderDataset open(Path root, List<String> classNames) {
    return FileTree.open(root, tree -> index(root, tree, classNames));
  }

  private static FolderDataset index(Path root, FileTree tree, List<String> knownClasses) {
    List<String> names = tree.names();
    refuseOtherFormats(root, names);
    List<String> images = new ArrayList<>();
    TreeSet<String> folders = new TreeSet<>();
    TreeSet<String> filled = new TreeSet<>();
    for (String name : names) {
      int slash = name.indexOf('/');
      if (slash >= 0) {
        folders.add(name.substring(0, slash));
      }
      if (FileTree.isImage(name)) {
        images.add(name);
        filled.add(slash < 0 ? "" : name.substring(0, slash));
      }
    }
    if (images.isEmpty()) {
      throw new DataException(
          "%s holds no image (%s). Name the folder that holds the class folders."
              .formatted(root, String.join(", ", new TreeSet<>(FileTree.IMAGE_SUFFIXES))));
    }
    if (filled.equals(Set.of(""))) {
      return new FolderDataset(
          tree, images, Collections.nCopies(images.size(), Annotation.none()), List.of());
    }
    if (filled.contains("")) {
      throw new DataException(
          "%s holds images both directly and in class folders (%s). Move them into class folders."
              .formatted(root, filled.last()));
    }
    folders.removeAll(filled);
    if (!folders.isEmpty()) {
      throw new DataException(
          "the class folder %s of %s holds no image. Remove it or add images."
              .formatted(folders.first(), root));
    }
    List<String> classNames = knownClasses.isEmpty() ? List.copyOf(filled) : knownClasses;
    return new FolderDataset(tree, images, labeled(tree, images, classNames), classNames);
  }

  /** Without these a data set would be smaller than its folder, and nobody would know. */
  private static void refuseOtherFormats(Path root, List<String> names) {
    List<String> others = names.stream().filter(FileTree::isOtherImage).toList();
    if (!others.isEmpty()) {
      throw new DataException(
          "%s holds %d images of formats that are not read, such as %s. Convert them to JPEG or PNG, or move them elsewhere."
              .formatted(root, others.size(), others.get(0)));
    }
  }

  private static List<Annotation> labeled(
      FileTree tree, List<String> images, List<String> classNames) {
    Map<String, Annotation> classes = new HashMap<>();
    for (int label = 0; label < classNames.size(); label++) {
      classes.putIfAbsent(classNames.get(label), Annotation.ofClass(label));
    }
    return images.stream()
        .map(
            image -> {
              Annotation label = classes.get(image.substring(0, image.indexOf('/')));
              if (label == null) {
                throw new DataException(
                    ("%s lies in a class folder that the training images do not have. They have:"
                            + " %s.")
                        .formatted(tree.describe(image), classNames));
              }
              return label;
            })
        .toList();
  }
}
