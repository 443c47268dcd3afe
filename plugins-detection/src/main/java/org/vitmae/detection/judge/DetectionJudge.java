package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.Frame;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.detection.evaluation.Detection;
import org.vitmae.detection.evaluation.MaskRegion;
import org.vitmae.detection.evaluation.Region;
import org.vitmae.detection.evaluation.Truth;
import org.vitmae.detection.evaluation.VocEvaluation;

/**
 * Judges what was found in a split, image by image, as COCO and Pascal VOC do. Not thread-safe.
 *
 * <p>A category's id is its label here.
 */
public final class DetectionJudge {
  private final List<String> classNames;
  private final boolean masks;
  private final List<Truth> boxTruths = new ArrayList<>();
  private final List<Truth> maskTruths = new ArrayList<>();
  private final List<Detection> boxes = new ArrayList<>();
  private final List<Detection> outlines = new ArrayList<>();

  /**
   * Starts a split.
   *
   * @param masks whether masks are judged beside boxes
   */
  public DetectionJudge(List<String> classNames, boolean masks) {
    this.classNames = List.copyOf(classNames);
    this.masks = masks;
  }

  /**
   * Adds an image.
   *
   * @param batch as evaluation sees it
   * @param index of the image in the batch, not of its padding
   * @param frame where the image lies in the model's frame
   * @param found best first
   */
  public void add(Batch batch, int index, Frame frame, List<FoundObject> found) {
    SourceImage image = batch.annotations().get(index).source().orElseThrow();
    for (Box object : image.objects()) {
      boxTruths.add(truth(image, object, box(object)));
      if (masks) {
        object
            .mask()
            .ifPresent(
                mask ->
                    maskTruths.add(
                        truth(
                            image,
                            object,
                            MaskRegion.of(mask.raster(image.height(), image.width())))));
      }
    }
    for (FoundObject object : found) {
      boxes.add(new Detection(image.id(), object.label(), object.score(), object.box()));
      object
          .mask()
          .ifPresent(
              mask ->
                  outlines.add(
                      new Detection(
                          image.id(), object.label(), object.score(), MaskRegion.of(mask))));
    }
  }

  private static Truth truth(SourceImage image, Box object, Region region) {
    return new Truth(
        image.id(), object.label(), region, object.area(), object.crowd(), object.difficult());
  }

  private static BoxRegion box(Box object) {
    return new BoxRegion(
        object.x1(), object.y1(), object.x2() - object.x1(), object.y2() - object.y1());
  }

  /**
   * Returns COCO's figures for boxes, {@code voc-AP50}, and COCO's for masks as {@code mask-AP} and
   * so on.
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    List<Long> labels = LongStream.range(0, classNames.size()).boxed().toList();
    values.putAll(CocoEvaluation.of(labels, boxTruths, boxes).figures());
    values.put("voc-AP50", VocEvaluation.of(labels, boxTruths, boxes).mean());
    if (masks) {
      put(values, "mask-"::concat, CocoEvaluation.of(labels, maskTruths, outlines).figures());
    }
    return values;
  }

  /**
   * Writes what the report shows.
   *
   * @param cellFolder an existing folder
   */
  public void write(Path cellFolder) throws IOException {}

  private static void put(
      Map<String, Double> values, Function<String, String> name, Map<String, Double> figures) {
    figures.forEach((key, value) -> values.put(name.apply(key), value));
  }
}
