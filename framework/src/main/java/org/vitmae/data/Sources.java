package org.vitmae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;

/** Opens what the data section of an experiment names, and remembers it to be closed. */
final class Sources implements AutoCloseable {
  private final DataConfig config;
  private final Path dataDir;
  private final List<Dataset> opened = new ArrayList<>();

  Sources(DataConfig config, Path dataDir) {
    this.config = config;
    this.dataDir = dataDir;
  }

  /**
   * Opens one split.
   *
   * @param classes the training split's own class names
   * @return empty if the experiment does not have the split
   */
  Optional<Dataset> open(String split, SourceConfig source, List<String> classes) {
    if (source.isEmpty()) {
      return Optional.empty();
    }
    if (config.format() != Format.SCENES && source.path().isEmpty()) {
      throw new DataException(
          "data.%s has no path; name its folder, archive or file.".formatted(split));
    }
    Dataset dataset =
        switch (config.format()) {
          case FOLDER -> FolderDataset.open(dataDir.resolve(source.path()), classes);
          case LIST ->
              ListDataset.open(
                  dataDir.resolve(source.path()),
                  source.list(),
                  new ListFields(config.target(), config.labelColumn(), config.targetColumns()),
                  classes);
          case IDX -> openIdx(source);
          case CIFAR10 -> openCifar(source, CifarDataset.Layout.CIFAR10);
          case CIFAR100 -> openCifar(source, CifarDataset.Layout.CIFAR100);
          case COCO ->
              CocoReader.open(
                  dataDir.resolve(source.path()),
                  source.labels(),
                  source.images(),
                  config.target() == DataConfig.Target.PIXELS
                      ? ObjectPixels.labels(classes)
                      : classes);
          case VOC ->
              VocReader.open(
                  dataDir.resolve(source.path()),
                  source.list(),
                  config.classNames().isEmpty() ? classes : namedClasses());
          case MASKS -> openMasks(source);
          case PACKED ->
              PackedDataset.open(dataDir.resolve(source.path()), config.target(), classes);
          case SCENES -> openScenes(split, source);
        };
    opened.add(dataset);
    return Optional.of(withTargets(dataset));
  }

  /** Lists, masks and packed images have targets of their own; of objects they are made. */
  private Dataset withTargets(Dataset dataset) {
    if (List.of(Format.LIST, Format.MASKS, Format.PACKED).contains(config.format())) {
      return dataset;
    }
    return switch (config.target()) {
      case CLASS -> dataset;
      case LABELS -> ObjectTargets.presence(dataset);
      case VALUES -> ObjectTargets.geometry(dataset);
      case PIXELS ->
          ObjectTargets.pixels(
              dataset, config.format() == Format.SCENES ? List.of() : ObjectPixels.notes(dataset));
    };
  }

  private Dataset openIdx(SourceConfig source) {
    Path images = dataDir.resolve(source.path());
    return source.labels().isEmpty()
        ? IdxDataset.open(images)
        : IdxDataset.open(images, dataDir.resolve(source.labels()));
  }

  /** The last part of the path may be a pattern, which not every file system has a path for. */
  private Dataset openCifar(SourceConfig source, CifarDataset.Layout layout) {
    int slash = source.path().lastIndexOf('/');
    Path folder = slash < 0 ? dataDir : dataDir.resolve(source.path().substring(0, slash + 1));
    return CifarDataset.open(
        folder, source.path().substring(slash + 1), layout, config.labelColumn());
  }

  private Dataset openMasks(SourceConfig source) {
    return FileTree.open(
        dataDir.resolve(source.path()), tree -> MaskDataset.open(tree, source, labelRule(tree)));
  }

  private LabelRule labelRule(FileTree tree) {
    List<String> names = config.classNames().isEmpty() ? config.masks().classes() : namedClasses();
    String colors = config.masks().colors();
    if (config.masks().values() != MaskConfig.Values.COLORS) {
      return LabelRule.ofIndices(config.masks(), names);
    }
    boolean inside = tree.size(colors).isPresent();
    ColorTable table =
        inside
            ? ColorTable.parse(tree.read(colors), tree.describe(colors))
            : ColorTable.read(dataDir.resolve(colors));
    return LabelRule.ofColors(table, names);
  }

  private Dataset openScenes(String split, SourceConfig source) {
    if (source.count() == 0) {
      throw new DataException(
          "data.%s has the count 0; set how many scenes to generate.".formatted(split));
    }
    if (Math.min(config.imageHeight(), config.imageWidth()) < ScenesDataset.MIN_SIDE) {
      throw new DataException(
          "scenes of %d x %d pixels cannot be generated; both sides must be %d or more."
              .formatted(config.imageHeight(), config.imageWidth(), ScenesDataset.MIN_SIDE));
    }
    return new ScenesDataset(
        config.splitSeed(), split, source.count(), config.imageHeight(), config.imageWidth());
  }

  /** Returns the names of all classes that any split has. */
  List<String> classNames(Dataset train, Optional<Dataset> validation, Optional<Dataset> test) {
    List<String> own =
        Stream.concat(Stream.of(train), Stream.concat(validation.stream(), test.stream()))
            .map(Dataset::classNames)
            .reduce(List.of(), (a, b) -> b.size() > a.size() ? b : a);
    if (config.classNames().isEmpty()) {
      return own;
    }
    List<String> names = namedClasses();
    boolean oneForOne =
        config.format() == Format.FOLDER
            || config.format() == Format.COCO
            || config.format() == Format.PACKED
            || config.target() != DataConfig.Target.CLASS;
    if (oneForOne && names.size() != own.size()) {
      throw new DataException(
          "%s holds %d names, but there are %d classes or targets: %s. Name each one, in order."
              .formatted(dataDir.resolve(config.classNames()), names.size(), own.size(), own));
    }
    return names;
  }

  private List<String> namedClasses() {
    return ClassNames.read(dataDir.resolve(config.classNames()));
  }

  @Override
  public void close() {
    opened.forEach(Dataset::close);
  }
}
