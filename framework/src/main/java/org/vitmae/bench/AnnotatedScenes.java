package org.vitmae.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.vitmae.data.Annotation;
import org.vitmae.data.Box;
import org.vitmae.data.ClassMask;
import org.vitmae.data.Dataset;
import org.vitmae.data.Sample;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.SourceImage;

/**
 * Generated scenes that any task can learn from: with objects, a class for every pixel and numbers,
 * each of as many classes as a data set has that they stand in for.
 */
record AnnotatedScenes(ScenesDataset scenes, List<String> classNames) implements Dataset {
  AnnotatedScenes {
    classNames = List.copyOf(classNames);
  }

  @Override
  public int size() {
    return scenes.size();
  }

  @Override
  public Sample read(int index) {
    Sample scene = scenes.read(index);
    return new Sample(scene.id(), scene.image(), annotation(scene.annotation(), index));
  }

  @Override
  public Annotation annotation(int index) {
    return annotation(scenes.annotation(index), index);
  }

  private Annotation annotation(Annotation scene, int index) {
    SourceImage source = scene.source().orElseThrow();
    List<Box> boxes = scene.boxes().stream().map(this::box).toList();
    Optional<ClassMask> mask = scene.mask().map(this::mask);
    return new Annotation(
        label(index),
        boxes,
        mask,
        scene.instances(),
        Optional.of(
            new SourceImage(
                source.id(), source.height(), source.width(), boxes, mask, source.instances())),
        IntStream.range(0, classNames.size()).mapToObj(i -> (index + i) % 2.0).toList());
  }

  private Box box(Box box) {
    return new Box(
        box.x1(),
        box.y1(),
        box.x2(),
        box.y2(),
        fold(box.label()),
        box.crowd(),
        box.difficult(),
        box.area(),
        box.mask());
  }

  private ClassMask mask(ClassMask mask) {
    byte[] classes = mask.classes().clone();
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) fold(classes[i]);
    }
    return new ClassMask(mask.height(), mask.width(), classes);
  }

  private int fold(int label) {
    return label % classNames.size();
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(fold(scenes.label(index).orElseThrow()));
  }

  @Override
  public String describe(int index) {
    return scenes.describe(index);
  }

  @Override
  public String fingerprint() {
    return scenes.fingerprint();
  }
}
