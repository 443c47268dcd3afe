package org.vitmae.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens data sets in Pascal VOC's layout: {@code ImageSets/.../SPLIT.txt} names images, {@code
 * JPEGImages} holds them, {@code Annotations} an XML file for each.
 *
 * <p>Classes are numbered in the order of their names. The corners of a VOC box are pixels, counted
 * from 1, that belong to it: it reaches from {@code xmin - 1} to {@code xmax}. A box whose corners
 * coincide is taken for a slip and left out; else boxes follow {@link BoxRule}. The id of an image
 * is its place in the split, from 0.
 */
final class VocReader {
  private static final String SETS = "ImageSets/";
  private static final List<String> SUFFIXES = List.of(".jpg", ".jpeg", ".png");

  private final FileTree tree;
  private final String root;
  private final String list;

  private VocReader(FileTree tree, String list) {
    this.tree = tree;
    this.list = list;
    if (tree.size(list).isEmpty() || !list.contains(SETS)) {
      throw new DataException(
          ("%s does not exist or lies outside of ImageSets. Set the split's key list to a file such"
                  + " as VOC2007/ImageSets/Main/train.txt.")
              .formatted(tree.describe(list)));
    }
    this.root = list.substring(0, list.indexOf(SETS));
  }

  /**
   * Opens one split.
   *
   * @param tree folder or zip
   * @param list the split's file inside it; only the first word of each line counts
   * @param classNames all classes in label order, empty for those of the split
   * @throws DataException if a file or image is missing or damaged, if an object has a class that
   *     is not among the names, or if there is no box at all
   */
  static ObjectDataset open(Path tree, String list, List<String> classNames) {
    return FileTree.open(tree, files -> new VocReader(files, list).index(classNames));
  }

  private ObjectDataset index(List<String> knownClasses) {
    List<String> images = new ArrayList<>();
    List<VocFile> files = new ArrayList<>();
    Fingerprint fingerprint = new Fingerprint("voc");
    for (String id : ids()) {
      images.add(image(id));
      String name = root + "Annotations/" + id + ".xml";
      if (tree.size(name).isEmpty()) {
        throw missing(id, name);
      }
      byte[] xml = tree.read(name);
      fingerprint.add(xml);
      files.add(VocFile.parse(xml, tree.describe(name)));
    }
    List<String> classNames = knownClasses.isEmpty() ? List.copyOf(classes(files)) : knownClasses;
    BoxRule rule = new BoxRule();
    List<Annotation> annotations = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      VocFile file = files.get(i);
      annotations.add(
          Annotation.of(
              new SourceImage(i, file.height(), file.width(), boxes(file, classNames, rule))));
    }
    rule.requireBoxes(tree.describe(list));
    return new ObjectDataset(
        tree, images, annotations, classNames, rule.notes(tree.describe(list)), fingerprint.hex());
  }

  private List<String> ids() {
    List<String> ids =
        new String(tree.read(list), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.strip().split("\\s+")[0])
            .filter(id -> !id.isEmpty())
            .toList();
    Set<String> seen = new HashSet<>();
    Optional<String> repeated = ids.stream().filter(id -> !seen.add(id)).findFirst();
    if (ids.isEmpty() || repeated.isPresent()) {
      throw new DataException(
          "%s %s. Write one image name per line."
              .formatted(
                  tree.describe(list),
                  repeated.map("names the image %s twice"::formatted).orElse("names no image")));
    }
    return ids;
  }

  private String image(String id) {
    String start = root + "JPEGImages/" + id;
    return SUFFIXES.stream()
        .map(start::concat)
        .filter(name -> tree.size(name).isPresent())
        .findFirst()
        .orElseThrow(() -> missing(id, start + SUFFIXES.get(0)));
  }

  private DataException missing(String id, String name) {
    return new DataException(
        "%s lists %s, but %s does not exist. Restore the file or correct the list."
            .formatted(tree.describe(list), id, tree.describe(name)));
  }

  private static Set<String> classes(List<VocFile> files) {
    Set<String> names = new TreeSet<>();
    files.forEach(file -> file.objects().forEach(item -> names.add(item.name())));
    return names;
  }

  private static List<Box> boxes(VocFile file, List<String> classNames, BoxRule rule) {
    List<Box> boxes = new ArrayList<>();
    for (VocFile.Item item : file.objects()) {
      int label = classNames.indexOf(item.name());
      if (label < 0) {
        throw new DataException(
            ("%s has an object of the class \"%s\", which is not among %s. Name all classes in the"
                    + " file of data.class-names.")
                .formatted(file.source(), item.name(), classNames));
      }
      boolean slip = item.xMax() <= item.xMin() || item.yMax() <= item.yMin();
      Box box = item.box(label, slip ? 0 : 1);
      rule.fit(box, file.height(), file.width(), item.record()).ifPresent(boxes::add);
    }
    return boxes;
  }
}
