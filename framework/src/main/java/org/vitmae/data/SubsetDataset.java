package org.vitmae.data;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A view of some examples of another data set, in the order given.
 *
 * <p>Samples keep the ids they have there, so that what is drawn for a sample (augmentation, mask)
 * does not depend on which others are in the view. Closing the view closes what is behind it.
 */
final class SubsetDataset implements Dataset {
  private final Dataset source;
  private final int[] indices;

  /**
   * Creates a view.
   *
   * @param indices positions in the source, at least one
   */
  SubsetDataset(Dataset source, int[] indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("a subset must hold at least one example");
    }
    for (int index : indices) {
      Objects.checkIndex(index, source.size());
    }
    this.source = source;
    this.indices = indices.clone();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Sample read(int index) {
    return source.read(indices[index]);
  }

  @Override
  public OptionalInt label(int index) {
    return source.label(indices[index]);
  }

  @Override
  public Annotation annotation(int index) {
    return source.annotation(indices[index]);
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public String describe(int index) {
    return source.describe(indices[index]);
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("subset").add(source.fingerprint());
    for (int index : indices) {
      fingerprint.add(index);
    }
    return fingerprint.hex();
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
