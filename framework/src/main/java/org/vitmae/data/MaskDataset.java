package org.vitmae.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.vitmae.config.SourceConfig;
import org.vitmae.image.Image;
import org.vitmae.image.LabelImage;

/**
 * Images with a mask each, a PNG that holds a class for every pixel, and maybe a map of objects.
 *
 * <p>Files belong together by {@link MaskFiles}; masks are decoded as they are needed. An image
 * without a pixel that is judged counts nothing; a split of such images only is refused. The
 * fingerprint covers names, sizes and checksums (in a folder of the first 4 KiB) of all files, and
 * what values mean.
 */
final class MaskDataset implements Dataset {
  private final FileTree tree;
  private final List<MaskFiles> files;
  private final LabelRule rule;

  private MaskDataset(FileTree tree, List<MaskFiles> files, LabelRule rule) {
    this.tree = tree;
    this.files = files;
    this.rule = rule;
  }

  /**
   * Opens one split in a tree, which is closed with it.
   *
   * @throws DataException if a file lacks its partner, or if no pixel of the split is judged
   */
  static MaskDataset open(FileTree tree, SourceConfig source, LabelRule rule) {
    MaskDataset dataset = new MaskDataset(tree, MaskFiles.find(tree, source), rule);
    dataset.requireJudged();
    return dataset;
  }

  /** Looks no further than the first mask, as a rule. */
  private void requireJudged() {
    for (MaskFiles file : files) {
      try {
        for (byte label : mask(file).classes()) {
          if ((label & 0xff) != ClassMask.IGNORE) {
            return;
          }
        }
      } catch (DataException e) {
        return; // reported, or skipped, when the example is read
      }
    }
    throw new DataException(
        "none of the %d masks of %s, ... has a pixel that is judged. Correct data.masks.ignore or the masks."
            .formatted(files.size(), tree.describe(files.get(0).mask())));
  }

  @Override
  public int size() {
    return files.size();
  }

  /**
   * Reads one example.
   *
   * @throws DataException if a file is damaged, if mask or map has another size than the image, or
   *     if the mask holds a value without a meaning
   */
  @Override
  public Sample read(int index) {
    String name = files.get(index).image();
    Image image = ImageFile.decode(tree.read(name), tree.describe(name));
    Annotation annotation = annotation(index);
    SourceImage source = annotation.source().orElseThrow();
    requireSize(
        tree.describe(files.get(index).mask()),
        source.height(),
        source.width(),
        "its image",
        image.height(),
        image.width());
    return new Sample(index, image, annotation);
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.empty();
  }

  /** Decodes mask and map, not the image. */
  @Override
  public Annotation annotation(int index) {
    MaskFiles file = files.get(index);
    ClassMask mask = mask(file);
    Optional<InstanceMap> instances = file.instances().map(name -> instances(name, mask));
    return Annotation.of(
        new SourceImage(
            index, mask.height(), mask.width(), List.of(), Optional.of(mask), instances));
  }

  private ClassMask mask(MaskFiles file) {
    String source = tree.describe(file.mask());
    return rule.classes(ImageFile.labels(tree.read(file.mask()), source), source);
  }

  /** Objects are on pixels of other classes than the first, the background; ids elsewhere are 0. */
  private InstanceMap instances(String name, ClassMask mask) {
    String source = tree.describe(name);
    LabelImage map = ImageFile.labels(tree.read(name), source);
    if (map.colors()) {
      throw new DataException(
          "%s holds colors, but a map of objects has one number per pixel, in 8 or 16 bits. Convert it, or leave the split's key instances out."
              .formatted(source));
    }
    requireSize(source, map.height(), map.width(), "its mask", mask.height(), mask.width());
    char[] ids = new char[map.values().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (char) (mask.classes()[i] == 0 ? 0 : map.values()[i]);
    }
    return new InstanceMap(map.height(), map.width(), ids);
  }

  private static void requireSize(
      String file, int height, int width, String other, int wantedHeight, int wantedWidth) {
    if (height != wantedHeight || width != wantedWidth) {
      throw new DataException(
          "%s has %d x %d pixels, but %s has %d x %d. Restore the one that was resized."
              .formatted(file, width, height, other, wantedWidth, wantedHeight));
    }
  }

  @Override
  public List<String> classNames() {
    return rule.classNames();
  }

  @Override
  public String describe(int index) {
    return tree.describe(files.get(index).image());
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("masks");
    rule.addTo(fingerprint);
    List<String> names =
        files.stream()
            .flatMap(
                file ->
                    Stream.concat(Stream.of(file.image(), file.mask()), file.instances().stream()))
            .toList();
    List<FileTree.Mark> marks = tree.marks(names);
    for (int i = 0; i < names.size(); i++) {
      fingerprint.add(names.get(i), marks.get(i));
    }
    return fingerprint.hex();
  }

  @Override
  public List<String> notes() {
    return rule.unseen().isEmpty()
        ? List.of()
        : List.of("pixels of these colors are not judged: " + String.join(", ", rule.unseen()));
  }

  @Override
  public void close() {
    tree.close();
  }
}
