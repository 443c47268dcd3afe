package org.vitmae.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitmae.config.DataConfig;

/**
 * The examples of an experiment.
 *
 * @param train training examples
 * @param validation examples to choose by; empty if the experiment sets none aside
 * @param test examples to judge by, once; empty if the experiment has none
 */
public record Splits(Dataset train, Optional<Dataset> validation, Optional<Dataset> test)
    implements AutoCloseable {
  /** The training split's name. */
  public static final String TRAIN = "train";

  /**
   * Opens what an experiment names, and sets validation examples aside where it names none of their
   * own. All splits share one list of class names: that of the file named, else the format's own,
   * else numbers.
   *
   * @param dataDir folder that relative paths start from
   * @throws DataException if a source is missing, empty, damaged or of another layout, or if a
   *     label has no class name
   */
  public static Splits open(DataConfig config, Path dataDir) {
    Sources sources = new Sources(config, dataDir);
    try {
      Dataset train =
          sources
              .open(TRAIN, config.train(), List.of())
              .orElseThrow(
                  () ->
                      new DataException(
                          "the data section names no training examples; set data.train."));
      List<String> classes = train.classNames();
      Optional<Dataset> validation = sources.open("validation", config.validation(), classes);
      Optional<Dataset> test = sources.open("test", config.test(), classes);
      List<String> names = sources.classNames(train, validation, test);
      Dataset named = new NamedDataset(train, names);
      Optional<Dataset> namedTest = test.map(split -> new NamedDataset(split, names));
      if (validation.isPresent() || config.validationFraction() == 0) {
        return new Splits(
            named, validation.map(split -> new NamedDataset(split, names)), namedTest);
      }
      int[] held =
          new Stratified(named, config.splitSeed(), "split").share(config.validationFraction());
      int[] kept = Stratified.others(named.size(), held);
      if (held.length == 0 || kept.length == 0) {
        throw new DataException(
            ("data.validation-fraction %s of %d training examples leaves %d for validation and %d"
                    + " for training; both need one. Change the fraction.")
                .formatted(config.validationFraction(), named.size(), held.length, kept.length));
      }
      return new Splits(
          new SubsetDataset(named, kept), Optional.of(new SubsetDataset(named, held)), namedTest);
    } catch (RuntimeException | Error e) {
      sources.close();
      throw e;
    }
  }

  /** Returns the SHA-256 of each split by its name; reads every record of some formats. */
  public Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    fingerprints.put(TRAIN, train.fingerprint());
    validation.ifPresent(split -> fingerprints.put("validation", split.fingerprint()));
    test.ifPresent(split -> fingerprints.put("test", split.fingerprint()));
    return fingerprints;
  }

  /**
   * Returns sentences, most often none, on what makes figures say less than they seem to: splits
   * that share files or records, classes without a test example.
   */
  public List<String> warnings() {
    return SplitWarnings.of(this);
  }

  /** Returns the names of all classes; empty for unlabeled data. */
  public List<String> classNames() {
    return train.classNames();
  }

  /**
   * Draws a budget of labeled examples: up to {@code perClass} of each class, fewer where the class
   * has no more. A bigger budget of the same seed contains the smaller one.
   *
   * @throws DataException if the data set is unlabeled
   */
  public static Dataset labelBudget(Dataset dataset, int perClass, long seed) {
    if (perClass < 1) {
      throw new IllegalArgumentException("perClass must be at least 1, got " + perClass);
    }
    return new SubsetDataset(dataset, labels(dataset, seed).atMost(perClass));
  }

  /**
   * Draws a budget of labeled examples: a share of each class, rounded to the nearest number, at
   * least one. A bigger budget of the same seed contains the smaller one, whether it is a share or
   * a number per class.
   *
   * @param fraction greater than 0, and 1 at most
   * @throws DataException if the data set is unlabeled
   */
  public static Dataset labelFraction(Dataset dataset, double fraction, long seed) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "fraction must be greater than 0, and 1 at most, got " + fraction);
    }
    return new SubsetDataset(dataset, labels(dataset, seed).shareOfAll(fraction));
  }

  private static Stratified labels(Dataset dataset, long seed) {
    if (dataset.classNames().isEmpty()) {
      throw new DataException(
          "%s has no label, so no budget of labels can be drawn. Use labeled data."
              .formatted(dataset.describe(0)));
    }
    return new Stratified(dataset, seed, "labels");
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(Dataset::close);
    test.ifPresent(Dataset::close);
  }
}
