package org.vitmae.data;

import java.util.List;
import org.vitmae.image.Image;

/**
 * Images with objects: boxes, and masks where the format has them.
 *
 * <p>The fingerprint covers the annotation files whole, and of images what {@link TreeDataset}'s
 * does.
 */
final class ObjectDataset extends TreeDataset {
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
    super(tree, images, annotations, classNames);
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
    Sample sample = super.read(index);
    Image image = sample.image();
    SourceImage source = sample.annotation().source().orElseThrow();
    if (image.height() != source.height() || image.width() != source.width()) {
      throw new DataException(
          ("%s has %d x %d pixels, but its annotation says %d x %d, so that boxes would be wrong."
                  + " Restore the image or correct the annotation.")
              .formatted(
                  describe(index), image.width(), image.height(), source.width(), source.height()));
    }
    return sample;
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
