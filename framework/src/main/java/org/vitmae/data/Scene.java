package org.vitmae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.vitmae.image.Image;

/** One picture of the generator while it is being painted, back to front. */
final class Scene {
  private static final int GRAIN = 8;

  private final int height;
  private final int width;
  private final RandomGenerator random;
  private final SceneTexture ground;
  private final byte[] pixels;

  /** For each pixel the object seen there, counted from 1; 0 is ground. */
  private final byte[] owners;

  private final List<SceneShape> objects = new ArrayList<>();

  private Scene(int height, int width, RandomGenerator random) {
    this.height = height;
    this.width = width;
    this.random = random;
    this.ground = SceneTexture.draw(random, Math.min(height, width));
    this.pixels = new byte[height * width * 3];
    this.owners = new byte[height * width];
  }

  /** Paints a scene whose front shape is given; everything else is drawn. */
  static Sample paint(long id, SceneShape front, int height, int width, RandomGenerator random) {
    Scene scene = new Scene(height, width, random);
    double side = Math.min(height, width);
    scene.paintGround();
    double radius = side * (0.3 + 0.14 * random.nextDouble());
    int others = random.nextInt(2);
    SceneShape[] shapes = SceneShape.values();
    for (int i = 0; i < others; i++) {
      double smaller = radius * (0.4 + 0.3 * random.nextDouble());
      scene.paintShape(shapes[random.nextInt(shapes.length)], Math.max(2, smaller));
    }
    scene.paintShape(front, Math.max(2, radius));
    return new Sample(id, new Image(height, width, 3, scene.pixels), scene.annotation(id, front));
  }

  private void paintGround() {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        blend(y * width + x, ground, x, y, 1);
      }
    }
  }

  /** Paints a shape somewhere inside, turned at random, with smooth edges. */
  private void paintShape(SceneShape shape, double radius) {
    double centerX = between(Math.min(radius, width / 2.0), width);
    double centerY = between(Math.min(radius, height / 2.0), height);
    double angle = 2 * Math.PI * random.nextDouble();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    SceneTexture texture = SceneTexture.drawAgainst(ground, random, 2 * radius);
    objects.add(shape);
    int bottom = Math.min(height - 1, (int) (centerY + radius + 1));
    int right = Math.min(width - 1, (int) (centerX + radius + 1));
    for (int y = Math.max(0, (int) (centerY - radius - 1)); y <= bottom; y++) {
      for (int x = Math.max(0, (int) (centerX - radius - 1)); x <= right; x++) {
        double dx = (x + 0.5 - centerX) / radius;
        double dy = (y + 0.5 - centerY) / radius;
        double inside = 0.5 - shape.distance(dx * cos + dy * sin, dy * cos - dx * sin) * radius;
        if (inside > 0) {
          blend(y * width + x, texture, x, y, (float) Math.min(1, inside));
        }
        if (inside >= 0.5) {
          owners[y * width + x] = (byte) objects.size();
        }
      }
    }
  }

  private double between(double margin, double size) {
    return margin + random.nextDouble() * (size - 2 * margin);
  }

  private void blend(int pixel, SceneTexture texture, int x, int y, float cover) {
    float mix = texture.mix(x, y);
    float grain = (random.nextInt() & (2 * GRAIN - 1)) - GRAIN;
    for (int c = 0; c < 3; c++) {
      int at = 3 * pixel + c;
      float color = texture.from()[c] + mix * (texture.to()[c] - texture.from()[c]) + grain;
      float old = pixels[at] & 0xff;
      pixels[at] = (byte) Math.max(0, Math.min(255, Math.round(old + cover * (color - old))));
    }
  }

  /** Describes what is seen: hidden parts do not count, and a wholly hidden shape is left out. */
  private Annotation annotation(long id, SceneShape front) {
    byte[] classes = new byte[owners.length];
    int[] left = new int[objects.size()];
    int[] top = new int[objects.size()];
    int[] right = new int[objects.size()];
    int[] bottom = new int[objects.size()];
    Arrays.fill(left, width);
    Arrays.fill(top, height);
    for (int i = 0; i < owners.length; i++) {
      int object = owners[i] - 1;
      if (object >= 0) {
        classes[i] = (byte) (objects.get(object).ordinal() + 1);
        left[object] = Math.min(left[object], i % width);
        top[object] = Math.min(top[object], i / width);
        right[object] = Math.max(right[object], i % width + 1);
        bottom[object] = Math.max(bottom[object], i / width + 1);
      }
    }
    List<Box> boxes = new ArrayList<>();
    for (int i = objects.size() - 1; i >= 0; i--) {
      if (right[i] > 0) {
        boxes.add(box(i, left[i], top[i], right[i], bottom[i]));
      }
    }
    char[] instances = new char[owners.length];
    for (int i = 0; i < owners.length; i++) {
      instances[i] = (char) owners[i];
    }
    SourceImage source =
        new SourceImage(
            id,
            height,
            width,
            boxes,
            Optional.of(new ClassMask(height, width, classes)),
            Optional.of(new InstanceMap(height, width, instances)));
    return new Annotation(
        OptionalInt.of(front.ordinal()),
        boxes,
        source.mask(),
        source.instances(),
        Optional.of(source),
        List.of());
  }

  private Box box(int object, int left, int top, int right, int bottom) {
    byte[] own = new byte[owners.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = (byte) (owners[i] == object + 1 ? 1 : 0);
    }
    RunLengths mask = RunLengths.encode(height, width, own);
    return new Box(
        left,
        top,
        right,
        bottom,
        objects.get(object).ordinal(),
        false,
        false,
        mask.area(),
        Optional.of(mask));
  }
}
