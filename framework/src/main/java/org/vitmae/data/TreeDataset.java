package org.vitmae.data;

import java.util.List;
import java.util.OptionalInt;

/** Image files in a tree. */
abstract sealed class TreeDataset implements Dataset
    permits FolderDataset, ListDataset, ObjectDataset {
  private final FileTree tree;
  private final List<String> images;
  private final List<Annotation> annotations;
  private final List<String> classNames;

  /**
   * @param images names in the tree
   * @param annotations one per image
   */
  TreeDataset(
      FileTree tree, List<String> images, List<Annotation> annotations, List<String> classNames) {
    this.tree = tree;
    this.images = List.copyOf(images);
    this.annotations = List.copyOf(annotations);
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public final int size() {
    return images.size();
  }

  @Override
  public Sample read(int index) {
    String name = images.get(index);
    return new Sample(
        index, ImageFile.decode(tree.read(name), tree.describe(name)), annotations.get(index));
  }

  @Override
  public final OptionalInt label(int index) {
    return annotations.get(index).label();
  }

  @Override
  public final Annotation annotation(int index) {
    return annotations.get(index);
  }

  @Override
  public final List<String> classNames() {
    return classNames;
  }

  @Override
  public final String describe(int index) {
    return tree.describe(images.get(index));
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("files");
    List<FileTree.Mark> marks = tree.marks(images);
    for (int i = 0; i < images.size(); i++) {
      fingerprint.add(images.get(i), marks.get(i)).add(label(i).orElse(-1));
      annotations.get(i).targets().forEach(t -> fingerprint.add(Double.doubleToLongBits(t)));
    }
    return fingerprint.hex();
  }

  @Override
  public final void close() {
    tree.close();
  }
}
