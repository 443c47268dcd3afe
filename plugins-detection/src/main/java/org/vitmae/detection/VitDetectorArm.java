package org.vitmae.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.detection.judge.DetectedImage;
import org.vitmae.detection.judge.DetectionJudge;
import org.vitmae.detection.judge.FoundObject;
import org.vitmae.detection.judge.FramedObjects;
import org.vitmae.detection.model.Detections;
import org.vitmae.detection.model.Detector;
import org.vitmae.detection.model.SampleDraws;
import org.vitmae.detection.model.Truth;
import org.vitmae.detection.model.VitBackbone;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.image.Image;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.TorchArm;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;

/** A Vision Transformer learning to find objects, on libtorch. */
final class VitDetectorArm extends TorchArm {
  private final VitBackbone backbone;
  private final Detector detector;
  private final boolean masks;
  private final ImageSize padded;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final Inference inference;

  /**
   * Puts an arm together.
   *
   * @param masks whether the detector outlines objects
   * @param parameters the tensors of both; owned by the arm from here on
   */
  VitDetectorArm(
      ArmRequest request,
      VitBackbone backbone,
      Detector detector,
      boolean masks,
      NamedParameters parameters) {
    super(request, parameters, VitBackbone::isPretrained);
    this.backbone = backbone;
    this.detector = detector;
    this.masks = masks;
    this.padded = new ImageSize(request.data().imageHeight(), request.data().imageWidth());
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization =
        PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    this.inference = new Inference(request.device(), request.precision());
  }

  @Override
  protected Tensor loss(Batch batch) {
    // Where an image ends is not known after a random crop, so that regions may reach into padding.
    List<ImageSize> images = IntStream.range(0, batch.size()).mapToObj(i -> padded).toList();
    SampleDraws draws =
        (purpose, image) -> Draws.of(request().seed(), purpose, batch.epoch(), batch.ids()[image]);
    return detector.loss(pyramid(batch, dropPath(batch)), padded, images, truths(batch), draws);
  }

  @Override
  protected void backward(Tensor loss) {
    backbone.backward(loss);
  }

  private List<Tensor> pyramid(Batch batch, DropPath dropPath) {
    return backbone.apply(
        PatchedImages.of(batch, grid, normalization, request().device()), dropPath);
  }

  private List<Truth> truths(Batch batch) {
    return batch.annotations().stream()
        .map(annotation -> BatchTruth.of(annotation, padded, masks))
        .toList();
  }

  @Override
  protected Map<String, Double> validate(Iterable<Batch> batches) {
    return judge(batches).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    return withKeptWeights(() -> judge(batches)).write(cellFolder);
  }

  private DetectionJudge judge(Iterable<Batch> batches) {
    DetectionJudge judge = new DetectionJudge(request().classNames(), masks);
    inference.forEach(
        batches,
        this::find,
        (batch, found) -> {
          for (int i = 0; i < batch.valid(); i++) {
            judge.add(batch, i, FramedObjects.in(batch, i, request()).frame(), found.get(i));
          }
        });
    return judge;
  }

  /** Returns what is found in each image of a batch, in the image's own pixels. */
  private List<List<FoundObject>> find(Batch batch) {
    List<Tensor> pyramid = pyramid(batch, DropPath.NONE);
    List<FramedObjects> framed =
        IntStream.range(0, batch.size())
            .mapToObj(i -> FramedObjects.in(batch, i, request()))
            .toList();
    List<ImageSize> images =
        framed.stream()
            .map(image -> new ImageSize(image.frame().height(), image.frame().width()))
            .toList();
    List<Detections> found = detector.detect(pyramid, padded, images);
    Optional<Tensor> outlines =
        masks ? Optional.of(detector.masks(pyramid, padded, found)) : Optional.empty(); // [R, M, M]
    List<List<FoundObject>> objects = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < batch.size(); i++) {
      Detections boxes = found.get(i);
      FramedObjects image = framed.get(i);
      long from = first;
      objects.add(
          outlines
              .map(all -> all.narrow(0, from, boxes.size()))
              .map(own -> image.of(boxes, Tensors.toFloats(own), (int) own.size(1)))
              .orElseGet(() -> image.of(boxes)));
      first += boxes.size();
    }
    return objects;
  }

  @Override
  public DetectedImage predict(Image image) {
    Batch batch = request().batchOf(image);
    return new DetectedImage(image, withKeptWeights(() -> found(batch)), request().classNames());
  }

  /** Returns what is found in the only image of a batch. */
  private List<FoundObject> found(Batch batch) {
    List<FoundObject> found = new ArrayList<>();
    inference.forEach(List.of(batch), this::find, (one, objects) -> found.addAll(objects.get(0)));
    return found;
  }

  @Override
  public void close() {
    super.close();
    normalization.close();
  }
}
