package org.vitmae.data;

import java.util.List;
import org.vitmae.image.Image;

/**
 * Images with objects: boxes, and masks where the format has them.
 *
 * <p>The fingerprint covers the annotation files whole, and of images what {@link TreeDataset}'s
 * does.
 */
public final class ObjectDataset extends TreeDataset {
  private final List<Annotation> annotations;
  private final List<String> notes;
  private final String annotationHash;

  /**
   * @param annotations one per image, with its source
   * @param notes what was done to boxes that did not fit
   * @param annotationHash SHA-256 of the annotation files
   */
  ObjectDataset(
      FileTree tree,
      List<String> images,
      List<Annotation> annotations,
      List<String> classNames,
      List<String> notes,
      String annotationHash) {
    super(tree, images, new int[0], classNames);
    this.annotations = List.copyOf(annotations);
    this.notes = List.copyOf(notes);
    this.annotationHash = annotationHash;
  }

  /**
   * Reads one example.
   *
   * @throws DataException if the image is damaged or of another size than its annotation says
   */
  @Override
  public Sample read(int index) {
    Image image = super.read(index).image();
    SourceImage source = annotations.get(index).source().orElseThrow();
    if (image.height() != source.height() || image.width() != source.width()) {
      throw new DataException(
          ("%s has %d x %d pixels, but its annotation says %d x %d, so that boxes would be wrong."
                  + " Restore the image or correct the annotation.")
              .formatted(
                  describe(index), image.width(), image.height(), source.width(), source.height()));
    }
    return new Sample(index, image, annotations.get(index));
  }

  /** Returns the objects of an example without decoding its image. */
  public Annotation annotation(int index) {
    return annotations.get(index);
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint =
        new Fingerprint("objects").add(super.fingerprint()).add(annotationHash);
    classNames().forEach(fingerprint::add);
    return fingerprint.hex();
  }
}
