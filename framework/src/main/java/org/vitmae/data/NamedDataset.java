package org.vitmae.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A data set under the class names of a whole experiment. */
final class NamedDataset implements Dataset {
  private final Dataset source;
  private final List<String> classNames;

  /** Kept, as a split and what is set aside of it both contain it, and it may read every file. */
  private Optional<String> fingerprint = Optional.empty();

  /**
   * Checks all labels.
   *
   * @param classNames one name per label
   * @throws DataException if a label has no name; the message names file, record and label
   */
  NamedDataset(Dataset source, List<String> classNames) {
    this.source = source;
    this.classNames = List.copyOf(classNames);
    for (int i = 0; i < source.size(); i++) {
      OptionalInt label = source.label(i);
      if (label.isPresent() && label.getAsInt() >= classNames.size()) {
        throw new DataException(
            ("%s has the label %d, but there are %d class names, for labels 0 to %d."
                    + " Correct the label or the file of data.class-names.")
                .formatted(
                    source.describe(i),
                    label.getAsInt(),
                    classNames.size(),
                    classNames.size() - 1));
      }
    }
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public Sample read(int index) {
    return source.read(index);
  }

  @Override
  public OptionalInt label(int index) {
    return source.label(index);
  }

  @Override
  public Annotation annotation(int index) {
    return source.annotation(index);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String describe(int index) {
    return source.describe(index);
  }

  @Override
  public synchronized String fingerprint() {
    if (fingerprint.isEmpty()) {
      fingerprint = Optional.of(source.fingerprint());
    }
    return fingerprint.get();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public void close() {
    source.close();
  }
}
