package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.DataException;
import org.vitmae.data.Frame;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.coco.CocoResult;
import org.vitmae.detection.coco.CocoResults;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.detection.evaluation.CocoResamples;
import org.vitmae.detection.evaluation.Detection;
import org.vitmae.detection.evaluation.ImageErrors;
import org.vitmae.detection.evaluation.MaskRegion;
import org.vitmae.detection.evaluation.Region;
import org.vitmae.detection.evaluation.Truth;
import org.vitmae.detection.evaluation.VocEvaluation;
import org.vitmae.pictures.BatchImage;
import org.vitmae.pictures.Gallery;
import org.vitmae.run.ResamplesCsv;

/**
 * Judges what was found in a split, image by image, as COCO and Pascal VOC do. Not thread-safe.
 *
 * <p>A category's id is its label here. Of most images only boxes, scores and masks are kept; the
 * pixels of a few are, for pictures.
 */
public final class DetectionJudge {
  /** How sure a detector must be of what pictures show and what counts as an image's error. */
  static final double SHOWN_SCORE = 0.5;

  private static final String MASK = "mask-";

  private final List<String> classNames;
  private final boolean masks;
  private final SortedSet<Long> imageIds = new TreeSet<>();
  private final Findings boxes = Findings.none();
  private final Findings outlines = Findings.none();
  private final List<CocoResult> results = new ArrayList<>();
  private final Gallery gallery =
      new Gallery("detections", List.of("objects", "found", "missed", "wrong"));

  /**
   * Starts a split.
   *
   * @param classNames by label
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
    imageIds.add(image.id());
    results.addAll(FoundResults.of(image, found));
    boxes.add(boxes(image, found));
    if (masks) {
      outlines.add(outlines(image, found));
    }
    List<FoundObject> shown =
        found.stream().filter(object -> object.score() >= SHOWN_SCORE).toList();
    Findings sure = boxes(image, shown);
    ImageErrors errors = ImageErrors.of(sure.truths(), sure.detections());
    gallery.add(
        image.id(),
        errors.count(),
        List.of(errors.objects(), errors.found(), errors.missed().size(), errors.wrong()),
        () -> picture(batch, index, frame, shown, errors));
  }

  private Gallery.Picture picture(
      Batch batch, int index, Frame frame, List<FoundObject> shown, ImageErrors errors) {
    int height = Math.min(frame.height(), batch.height());
    int width = Math.min(frame.width(), batch.width());
    SourceImage image = batch.annotations().get(index).source().orElseThrow();
    Picture picture =
        new Picture(BatchImage.of(batch, index, height, width), image, shown, errors.missed());
    return () -> picture.draw(classNames);
  }

  private static Findings boxes(SourceImage image, List<FoundObject> found) {
    return new Findings(
        image.objects().stream().map(object -> truth(image, object, BoxRegion.of(object))).toList(),
        found.stream().map(o -> new Detection(image.id(), o.label(), o.score(), o.box())).toList());
  }

  /** Returns what has a mask. */
  private static Findings outlines(SourceImage image, List<FoundObject> found) {
    Findings outlines = Findings.none();
    for (Box object : image.objects()) {
      object
          .mask()
          .map(mask -> MaskRegion.of(mask.raster(image.height(), image.width())))
          .ifPresent(region -> outlines.truths().add(truth(image, object, region)));
    }
    for (FoundObject object : found) {
      object
          .mask()
          .map(MaskRegion::of)
          .ifPresent(
              region ->
                  outlines
                      .detections()
                      .add(new Detection(image.id(), object.label(), object.score(), region)));
    }
    return outlines;
  }

  private static Truth truth(SourceImage image, Box object, Region region) {
    return new Truth(
        image.id(), object.label(), region, object.area(), object.crowd(), object.difficult());
  }

  /**
   * Returns COCO's figures for boxes, {@code voc-AP50}, and COCO's for masks as {@code mask-AP} and
   * so on.
   *
   * @throws DataException if no image has an object that counts
   */
  public Map<String, Double> values() {
    return values(Evaluations.of(this));
  }

  private Map<String, Double> values(Evaluations found) {
    Map<String, Double> values = new LinkedHashMap<>(found.boxes().figures());
    VocEvaluation.of(labels(), boxes.truths(), boxes.detections())
        .mean()
        .ifPresent(mean -> values.put("voc-AP50", mean));
    found
        .outlines()
        .ifPresent(
            masks -> masks.figures().forEach((name, value) -> values.put(MASK + name, value)));
    return values;
  }

  private List<Long> labels() {
    return Findings.labels(classNames.size());
  }

  /** COCO's evaluation of everything found, which takes long enough not to be done twice. */
  private record Evaluations(CocoEvaluation boxes, Optional<CocoEvaluation> outlines) {
    static Evaluations of(DetectionJudge judge) {
      if (judge.boxes.truths().stream().allMatch(truth -> truth.crowd())) {
        throw new DataException(
            "None of the %d images to judge by has an object (crowds do not count), so there is no average precision; choose other images, or set aside more."
                .formatted(judge.imageIds.size()));
      }
      int classes = judge.classNames.size();
      return new Evaluations(
          judge.boxes.coco(classes),
          judge.masks ? Optional.of(judge.outlines.coco(classes)) : Optional.empty());
    }
  }

  /**
   * Writes what the report shows: {@code categories.csv}, {@code pr-curves.csv}, {@code
   * resamples.csv}, the pictures and their lists in {@code images}, and all that was found as
   * {@code detections.json}.
   *
   * @param cellFolder an existing folder
   * @return what {@link #values} returns
   * @throws IOException if a file cannot be written
   */
  public Map<String, Double> write(Path cellFolder) throws IOException {
    Evaluations found = Evaluations.of(this);
    try (CategoriesCsv categories = new CategoriesCsv(cellFolder, classNames)) {
      categories.add("", boxes, found.boxes());
      if (found.outlines().isPresent()) {
        categories.add(MASK, outlines, found.outlines().get());
      }
    }
    CurvesCsv.write(cellFolder, classNames, found.boxes());
    CocoResamples resamples =
        CocoResamples.of(labels(), imageIds, boxes.truths(), boxes.detections());
    ResamplesCsv.write(cellFolder, imageIds.size(), resamples::averagePrecision);
    gallery.write(cellFolder.resolve("images"));
    CocoResults.write(cellFolder.resolve("detections.json"), results);
    return values(found);
  }
}
