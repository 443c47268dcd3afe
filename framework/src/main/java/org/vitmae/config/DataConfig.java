package org.vitmae.config;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data set and how its images are read.
 *
 * @param name the name shown in reports
 * @param format how the files are laid out
 * @param train training examples
 * @param validation validation examples; if empty, {@code validationFraction} of the training
 *     examples is set aside
 * @param test test examples
 * @param validationFraction share of the training examples set aside for validation, stratified,
 *     drawn by {@code splitSeed}; used only without validation examples of their own
 * @param splitSeed seed of that draw, the same for all arms and seeds
 * @param labelColumn which label to use where a record has several: 0 the first. For CIFAR-100's
 *     layout 0 is coarse and 1 fine; for lists 0 is the first number after the path
 * @param classNames file with one class name per line; empty to number the classes or take the
 *     format's own
 * @param imageHeight height the model sees, in pixels
 * @param imageWidth width the model sees, in pixels
 * @param channels 1 to 16; gray images are repeated to three, color images turned gray for one
 * @param mean mean of each channel on the scale 0 to 1, one value or one per channel
 * @param std standard deviation likewise
 * @param onCorrupt what a damaged image does
 * @param workers threads that decode and augment; 0 takes one per core, up to 16
 * @param target what an example is labeled with
 * @param targetColumns which columns of a list are targets, 0 the first after the path; empty for
 *     all
 * @param masks what the values of masks mean (format {@code masks})
 */
public record DataConfig(
    String name,
    Format format,
    SourceConfig train,
    SourceConfig validation,
    SourceConfig test,
    double validationFraction,
    long splitSeed,
    int labelColumn,
    String classNames,
    int imageHeight,
    int imageWidth,
    int channels,
    List<Double> mean,
    List<Double> std,
    OnCorrupt onCorrupt,
    int workers,
    Target target,
    List<Integer> targetColumns,
    MaskConfig masks) {
  /** Layouts of data sets. */
  public enum Format {
    /** A folder per class. */
    FOLDER,
    /** A list file of paths and labels inside a folder or zip. */
    LIST,
    /** The MNIST family's arrays. */
    IDX,
    /** CIFAR-10's binary records. */
    CIFAR10,
    /** CIFAR-100's binary records with a coarse and a fine label. */
    CIFAR100,
    /** COCO's JSON: boxes, polygons, run lengths. */
    COCO,
    /** Pascal VOC's XML: boxes. */
    VOC,
    /** Pairs of an image and a PNG with a label for each of its pixels. */
    MASKS,
    /** Shards of decoded images that {@code vitmae pack} wrote. */
    PACKED,
    /** The built-in generator. */
    SCENES
  }

  /** What examples are labeled with. */
  public enum Target {
    /** One class. */
    CLASS,
    /** Any number of classes: for each whether it is there. */
    LABELS,
    /** One or several real numbers. */
    VALUES,
    /** A class for every pixel. */
    PIXELS
  }

  /** What happens when an image cannot be decoded. */
  public enum OnCorrupt {
    /** The run stops and names the image. */
    FAIL,
    /** The image is left out, counted and listed in the manifest. */
    SKIP
  }

  public DataConfig {
    Range.within("validation-fraction", validationFraction, 0, 0.9);
    Range.atLeast("label-column", labelColumn, 0);
    Range.atLeast("image-height", imageHeight, 1);
    Range.atLeast("image-width", imageWidth, 1);
    Range.within("channels", channels, 1, 16);
    Range.within("workers", workers, 0, 256);
    mean = perChannel("mean", mean, channels);
    std = perChannel("std", std, channels);
    for (double value : std) {
      Range.check(value > 0, "std", value, "greater than 0");
    }
    Range.check(
        offers(format, target),
        "target",
        Kebab.ofConstant(target),
        "what format %s has: %s".formatted(Kebab.ofConstant(format), offered(format)));
    targetColumns = List.copyOf(targetColumns);
    Range.check(
        targetColumns.isEmpty() || (format == Format.LIST && target != Target.CLASS),
        "target-columns",
        targetColumns,
        "empty but for format list with target labels or values");
    Range.check(
        targetColumns.stream().allMatch(column -> column >= 0)
            && targetColumns.stream().distinct().count() == targetColumns.size(),
        "target-columns",
        targetColumns,
        "different numbers from 0 on");
    Range.check(
        masks.classes().isEmpty() || classNames.isEmpty(),
        "class-names",
        classNames,
        "empty beside masks.classes; give one of the two");
    if (format == Format.MASKS) {
      checkPatterns("train", train);
      checkPatterns("validation", validation);
      checkPatterns("test", test);
    }
  }

  private static void checkPatterns(String split, SourceConfig source) {
    if (!source.isEmpty()) {
      checkPattern(split + ".images", source.images());
      checkPattern(split + ".labels", source.labels());
      if (!source.instances().isEmpty()) {
        checkPattern(split + ".instances", source.instances());
      }
    }
  }

  private static void checkPattern(String key, String pattern) {
    Range.check(
        pattern.indexOf('*') >= 0 && pattern.indexOf('*') == pattern.lastIndexOf('*'),
        key,
        pattern,
        "a pattern with one *, for instance \"images/*.png\"");
  }

  private static boolean offers(Format format, Target target) {
    return switch (target) {
      case CLASS -> format != Format.MASKS;
      case LABELS ->
          List.of(Format.LIST, Format.COCO, Format.VOC, Format.PACKED, Format.SCENES)
              .contains(format);
      case VALUES -> List.of(Format.LIST, Format.PACKED, Format.SCENES).contains(format);
      case PIXELS -> List.of(Format.COCO, Format.MASKS, Format.SCENES).contains(format);
    };
  }

  private static String offered(Format format) {
    return Stream.of(Target.values())
        .filter(target -> offers(format, target))
        .map(Kebab::ofConstant)
        .collect(Collectors.joining(" or "));
  }

  /** Returns the same data without test examples. */
  public DataConfig withoutTest() {
    return with(SourceConfig.NONE, validationFraction, workers);
  }

  /** Returns the same data with all training examples in training, none set aside. */
  public DataConfig withoutSettingAside() {
    return with(test, 0, workers);
  }

  /** Tells whether the same examples come of other data: the number of workers may differ. */
  public boolean givesLike(DataConfig other) {
    return equals(other.with(other.test, other.validationFraction, workers));
  }

  private DataConfig with(SourceConfig otherTest, double otherFraction, int otherWorkers) {
    return new DataConfig(
        name,
        format,
        train,
        validation,
        otherTest,
        otherFraction,
        splitSeed,
        labelColumn,
        classNames,
        imageHeight,
        imageWidth,
        channels,
        mean,
        std,
        onCorrupt,
        otherWorkers,
        target,
        targetColumns,
        masks);
  }

  private static List<Double> perChannel(String key, List<Double> values, int channels) {
    Range.check(
        values.size() == 1 || values.size() == channels,
        key,
        values,
        "one number or one per channel (" + channels + ")");
    return values.size() == channels
        ? List.copyOf(values)
        : Collections.nCopies(channels, values.get(0));
  }
}
