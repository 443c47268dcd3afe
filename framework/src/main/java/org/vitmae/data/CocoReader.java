package org.vitmae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens data sets in COCO's layout: an annotation file and its images in one folder or zip.
 *
 * <p>Labels are the categories of the annotation file by rising id, without gaps. Boxes that do not
 * fit their image follow {@link BoxRule}.
 */
final class CocoReader {
  private CocoReader() {}

  /**
   * Opens one split.
   *
   * @param root folder or zip
   * @param file the annotation file's name inside it
   * @param imageFolder the folder inside it that image names start from, empty for the root
   * @param classNames the training split's categories in label order, empty for the file's own
   * @throws DataException if a file or image is missing, if the annotations contradict each other
   *     or have other categories than the training split, or if there is no box at all
   */
  static ObjectDataset open(Path root, String file, String imageFolder, List<String> classNames) {
    return FileTree.open(root, tree -> index(tree, file, imageFolder, classNames));
  }

  private static ObjectDataset index(
      FileTree tree, String file, String imageFolder, List<String> classNames) {
    String source = tree.describe(file);
    if (file.isEmpty() || tree.size(file).isEmpty()) {
      throw new DataException(
          "%s does not exist. Set the split's key labels to the name of the JSON file inside it."
              .formatted(source));
    }
    byte[] json = tree.read(file);
    CocoFile coco = CocoFile.parse(json, source);
    List<String> names = coco.categories().stream().map(CocoFile.Category::name).toList();
    List<Long> ids = coco.categories().stream().map(CocoFile.Category::id).toList();
    if (!classNames.isEmpty() && !classNames.equals(names)) {
      throw new DataException(
          "%s has the categories %s, but the training split has %s. All splits must list the same."
              .formatted(source, names, classNames));
    }
    BoxRule rule = new BoxRule();
    Map<Long, List<Box>> boxes = boxes(coco, rule);
    rule.requireBoxes(source);
    List<String> images = imageNames(tree, coco, source, imageFolder);
    List<Annotation> annotations =
        coco.images().stream()
            .map(
                image ->
                    Annotation.of(
                        new SourceImage(
                            image.id(),
                            image.height(),
                            image.width(),
                            boxes.getOrDefault(image.id(), List.of()),
                            Optional.empty(),
                            Optional.empty(),
                            ids)))
            .toList();
    return new ObjectDataset(
        tree,
        images,
        annotations,
        names,
        rule.notes(source),
        new Fingerprint("coco").add(json).hex());
  }

  private static List<String> imageNames(
      FileTree tree, CocoFile coco, String source, String imageFolder) {
    String folder =
        imageFolder.isEmpty() || imageFolder.endsWith("/") ? imageFolder : imageFolder + "/";
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (CocoFile.Picture image : coco.images()) {
      String name = folder + image.fileName();
      if (tree.size(name).isEmpty()) {
        throw new DataException(
            ("%s lists image %d, but %s does not exist. Restore the image, or set the split's key"
                    + " images to the folder that file names start from.")
                .formatted(source, image.id(), tree.describe(name)));
      }
      if (!seen.add(name)) {
        throw new DataException(
            "%s lists %s twice; take one of the two images out.".formatted(source, name));
      }
      names.add(name);
    }
    return names;
  }

  private static Map<Long, List<Box>> boxes(CocoFile coco, BoxRule rule) {
    Map<Long, Integer> labels = new HashMap<>();
    coco.categories().forEach(category -> labels.put(category.id(), labels.size()));
    Map<Long, CocoFile.Picture> images = new HashMap<>();
    coco.images().forEach(image -> images.put(image.id(), image));
    Map<Long, List<Box>> boxes = new HashMap<>();
    for (CocoFile.Item item : coco.objects()) {
      CocoFile.Picture image = images.get(item.imageId());
      String record = "annotation " + item.id();
      if (item.flatPolygons() > 0) {
        rule.flatPolygons(record);
      }
      rule.fit(box(item, labels.get(item.categoryId())), image.height(), image.width(), record)
          .ifPresent(box -> boxes.computeIfAbsent(image.id(), id -> new ArrayList<>()).add(box));
    }
    return boxes;
  }

  private static Box box(CocoFile.Item item, int label) {
    return new Box(
        (float) item.x(),
        (float) item.y(),
        (float) (item.x() + item.width()),
        (float) (item.y() + item.height()),
        label,
        item.crowd(),
        false,
        (float) item.area(),
        item.mask());
  }
}
