package org.vitmae.segmentation.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.data.InstanceMap;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;
import org.vitmae.pictures.BatchImage;
import org.vitmae.pictures.Gallery;
import org.vitmae.pictures.PictureScale;
import org.vitmae.run.ConfusionCsv;
import org.vitmae.run.ResamplesCsv;
import org.vitmae.segmentation.evaluation.BoundaryScores;
import org.vitmae.segmentation.evaluation.ClassAreas;
import org.vitmae.segmentation.evaluation.ClassMetric;
import org.vitmae.segmentation.evaluation.Confusion;
import org.vitmae.segmentation.evaluation.ObjectMatches;
import org.vitmae.segmentation.evaluation.ObjectScores;

/**
 * Judges the classes predicted for the pixels of a split, image by image, in the images' own
 * pixels. Of most images only counts are kept; what pictures need of a few is. Not thread-safe.
 */
public final class SegmentationJudge {
  private final List<String> classNames;
  private final boolean instances;
  private final Confusion confusion;
  private final BoundaryScores boundaries;
  private final ObjectScores objects = new ObjectScores();
  private final JudgedImages images;
  private final Gallery gallery = new Gallery("segmentation", List.of("mIoU", "wrong"));

  /**
   * Starts a split.
   *
   * @param classNames by label
   * @param instances whether objects are judged beside classes
   */
  public SegmentationJudge(List<String> classNames, boolean instances) {
    this.classNames = List.copyOf(classNames);
    this.instances = instances;
    this.confusion = new Confusion(classNames.size());
    this.boundaries = new BoundaryScores(classNames.size());
    this.images = new JudgedImages(classNames.size());
  }

  /**
   * Adds an image.
   *
   * @param batch as evaluation sees it
   * @param index of the image in the batch, not of its padding
   * @param predicted class of every pixel of the source image
   * @param found its objects, if objects are judged
   * @throws IllegalArgumentException if a prediction has another size than the source image
   * @throws DataException if objects are judged and the image has no instance map
   */
  public void add(Batch batch, int index, ClassMask predicted, Optional<InstanceMap> found) {
    SourceImage image = batch.annotations().get(index).source().orElseThrow();
    ClassMask truth = image.mask().orElseThrow();
    ClassAreas areas = confusion.add(truth, predicted);
    boundaries.add(truth, predicted);
    images.add(image.id(), areas, JudgedImages.isColor(batch, index));
    if (instances) {
      objects.add(ObjectMatches.of(truth, objects(image), found.orElseThrow()));
    }
    double iou = ClassMetric.IOU.mean(areas);
    double wrong = 1 - areas.allAccuracy();
    gallery.add(
        image.id(),
        wrong > 0 ? 1 - iou : 0,
        List.of(percent(iou), percent(wrong)),
        () -> picture(batch, index, predicted, found));
  }

  private static InstanceMap objects(SourceImage image) {
    return image
        .instances()
        .orElseThrow(
            () ->
                new DataException(
                    "image %d has no instance map, which segmenter.instances is judged by; give one, or set segmenter.instances: false."
                        .formatted(image.id())));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "no" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Keeps no more of an image than its picture shows. */
  private Gallery.Picture picture(
      Batch batch, int index, ClassMask predicted, Optional<InstanceMap> found) {
    SourceImage source = batch.annotations().get(index).source().orElseThrow();
    Image pixels = BatchImage.of(batch, index, batch.height(), batch.width());
    PictureScale scale =
        PictureScale.of(pixels, source.height(), source.width(), JudgedPicture.LARGEST);
    Optional<InstanceMap> objects = instances ? source.instances() : Optional.empty();
    return new JudgedPicture(
        scale.background(pixels),
        Overlay.of(scale, source.mask().orElseThrow(), objects),
        Overlay.of(scale, predicted, found),
        new ClassPalette(classNames));
  }

  /**
   * Returns {@code mIoU}, {@code aAcc}, {@code mAcc}, {@code mDice} and {@code boundary-F}; {@code
   * gray-mIoU} and {@code color-mIoU} if the split has images of both kinds; with objects those of
   * {@link ObjectScores}; and for each class {@code IoU-} and its name. What is 0/0 is missing.
   *
   * @throws DataException if not a single pixel was judged
   */
  public Map<String, Double> values() {
    ClassAreas all = confusion.areas();
    double primary = ClassMetric.IOU.mean(all);
    if (Double.isNaN(primary)) {
      throw new DataException(
          "the masks of all %d images of the split mark every pixel as not to be judged; check their labels"
              .formatted(images.size()));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("mIoU", primary);
    values.put("aAcc", all.allAccuracy());
    values.put("mAcc", ClassMetric.ACCURACY.mean(all));
    values.put("mDice", ClassMetric.DICE.mean(all));
    values.put("boundary-F", boundaries.mean());
    images.meanIou(false).ifPresent(value -> values.put("gray-mIoU", value));
    images.meanIou(true).ifPresent(value -> values.put("color-mIoU", value));
    values.putAll(objects.values());
    for (int label = 0; label < classNames.size(); label++) {
      values.put("IoU-" + classNames.get(label), ClassMetric.IOU.of(all, label));
    }
    values.values().removeIf(value -> value.isNaN());
    return values;
  }

  /**
   * Writes what the report shows: {@code categories.csv}, {@code confusion.csv}, {@code
   * resamples.csv}, the pictures and their lists in {@code images}.
   *
   * @param cellFolder an existing folder
   * @return {@link #values}
   * @throws IOException if a file cannot be written
   */
  public Map<String, Double> write(Path cellFolder) throws IOException {
    CategoriesCsv.write(cellFolder, classNames, confusion.areas());
    ConfusionCsv.write(cellFolder.resolve("confusion.csv"), classNames, confusion.counts());
    ResamplesCsv.write(cellFolder, images.size(), times -> images.meanIou(i -> times[i]));
    gallery.write(cellFolder.resolve("images"));
    return values();
  }
}
