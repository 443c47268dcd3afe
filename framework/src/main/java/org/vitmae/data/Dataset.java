package org.vitmae.data;

import java.util.List;
import java.util.OptionalInt;

/**
 * A fixed sequence of examples that can be read in any order and from several threads at once.
 *
 * <p>Implementations read the index once and decode an image only in {@link #read}.
 */
public interface Dataset extends AutoCloseable {
  /** Returns the number of examples, at least 1. */
  int size();

  /**
   * Reads and decodes one example.
   *
   * @param index 0 to {@code size() - 1}; also the id of the sample returned, except in a view of
   *     another data set, whose samples keep the ids they have there
   * @throws DataException if the record is damaged; the message names file and record
   */
  Sample read(int index);

  /** Returns the class of an example without decoding its image, empty if it has none. */
  OptionalInt label(int index);

  /**
   * Returns what is known about an example besides its pixels, without decoding an image file.
   *
   * <p>Unless overridden, its class.
   */
  default Annotation annotation(int index) {
    OptionalInt label = label(index);
    return label.isPresent() ? Annotation.ofClass(label.getAsInt()) : Annotation.none();
  }

  /**
   * Returns the name of every class, index by index, or of every target where examples have those;
   * empty for unlabeled data.
   */
  List<String> classNames();

  /** Returns where an example comes from, for messages and listings: file and record. */
  String describe(int index);

  /**
   * Returns a SHA-256 over everything that decides the content of this data set; the beginnings of
   * a folder's files stand for these.
   */
  String fingerprint();

  /** Returns sentences for the manifest on what was left out or changed in reading; often none. */
  default List<String> notes() {
    return List.of();
  }

  /** Closes the files behind the data set. */
  @Override
  default void close() {}
}
