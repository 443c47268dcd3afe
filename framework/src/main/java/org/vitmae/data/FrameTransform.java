package org.vitmae.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.FramedResize;
import org.vitmae.image.Image;
import org.vitmae.image.Window;

/**
 * Shows images in proportion: whole ones fitted into the frame that a model sees ({@link
 * FramingConfig.Mode#FIT}), or windows of that size ({@link FramingConfig.Mode#WINDOW}). What an
 * image does not fill is the mean color, to the right and below. Boxes and masks move along;
 * padding is {@link ClassMask#IGNORE}.
 *
 * <p>For training the size is drawn (large scale jitter, Ghiasi et al. 2021, sec. 3.1), a random
 * part is taken of an image larger than the frame, and what the frame shows is mirrored at random.
 * A window that one class fills is drawn again at the same size, up to ten times, as mmsegmentation
 * does; the last one is taken as it is. In evaluation windows are left to the model: it gets the
 * whole image, without padding.
 */
final class FrameTransform implements Transform {
  private static final int REDRAWS = 10;

  private final FramingConfig framing;
  private final double flipProbability;
  private final DataConfig data;
  private final boolean unframed;

  private FrameTransform(
      FramingConfig framing, double flipProbability, DataConfig data, boolean unframed) {
    this.framing = framing;
    this.flipProbability = flipProbability;
    this.data = data;
    this.unframed = unframed;
  }

  /** Returns the transform with jitter, random parts and mirror images. */
  static FrameTransform training(FramingConfig framing, double flipProbability, DataConfig data) {
    return new FrameTransform(framing, flipProbability, data, false);
  }

  /** Returns the transform without chance. */
  static FrameTransform evaluation(FramingConfig framing, DataConfig data) {
    return new FrameTransform(
        new FramingConfig(framing.mode(), 1, 1, framing.shortSide(), 1),
        0,
        data,
        framing.mode() == FramingConfig.Mode.WINDOW);
  }

  @Override
  public Sample apply(Sample sample, RandomGenerator random) {
    Image image = sample.image();
    double size =
        framing.scaleMin() + random.nextDouble() * (framing.scaleMax() - framing.scaleMin());
    Frame frame = Frame.of(framing, data, image.height(), image.width(), size);
    Window part = part(frame, random);
    for (int i = 0; i < REDRAWS && oneClassFills(frame, part, sample.annotation()); i++) {
      part = part(frame, random);
    }
    boolean mirrored = random.nextDouble() < flipProbability;
    FramedResize resize =
        new FramedResize(
            frame.height(), frame.width(), part, mirrored, height(frame), width(frame));
    Image framed =
        ChannelRule.apply(
            image, data.channels(), input -> resize.apply(input, padding(input.channels())));
    Placement placement = placement(frame, part, mirrored);
    return new Sample(sample.id(), framed, placement.move(sample.annotation()));
  }

  /** Tells whether a part of an image shows too much of one class, where another part might not. */
  private boolean oneClassFills(Frame frame, Window part, Annotation annotation) {
    boolean isOnlyPart = part.height() == frame.height() && part.width() == frame.width();
    return framing.classShareMax() < 1
        && !isOnlyPart
        && annotation
            .mask()
            .map(mask -> placement(frame, part, false).move(mask).greatestShare())
            .filter(share -> share >= framing.classShareMax())
            .isPresent();
  }

  private Placement placement(Frame frame, Window part, boolean mirrored) {
    return new Placement(
        frame.scaleY(),
        frame.scaleX(),
        part.top(),
        part.left(),
        height(frame),
        width(frame),
        part.width(),
        mirrored);
  }

  /** Takes a random part of an image that is larger than what the model sees. */
  private Window part(Frame frame, RandomGenerator random) {
    int height = height(frame);
    int width = width(frame);
    return new Window(
        random.nextInt(Math.max(0, frame.height() - height) + 1),
        random.nextInt(Math.max(0, frame.width() - width) + 1),
        Math.min(frame.height(), height),
        Math.min(frame.width(), width));
  }

  private int height(Frame frame) {
    return unframed ? frame.height() : data.imageHeight();
  }

  private int width(Frame frame) {
    return unframed ? frame.width() : data.imageWidth();
  }

  /** Returns the pixel that normalization turns to 0; a gray one for images not yet converted. */
  private byte[] padding(int channels) {
    List<Double> mean = data.mean();
    byte[] pixel = new byte[channels];
    double gray = mean.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    for (int c = 0; c < channels; c++) {
      pixel[c] = (byte) Math.round(255 * (channels == mean.size() ? mean.get(c) : gray));
    }
    return pixel;
  }
}
