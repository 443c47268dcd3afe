package org.vitmae.detection.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.data.TrainingBoxes;
import org.vitmae.deeplearning4j.ConvolutionalArm;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.deeplearning4j.RecipeLimits;
import org.vitmae.deeplearning4j.TrainedNetwork;
import org.vitmae.detection.judge.DetectedImage;
import org.vitmae.detection.judge.DetectionJudge;
import org.vitmae.detection.judge.FoundObject;
import org.vitmae.detection.judge.FramedObjects;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/** A convolutional detector trained from random weights by Deeplearning4j. */
public final class YoloArm extends ConvolutionalArm {
  private static final Logger LOG = LoggerFactory.getLogger(YoloArm.class);
  private static final String ANCHORS_FILE = "anchors.safetensors";
  private static final String ANCHORS = "anchors";
  private static final long[] ANCHORS_SHAPE = {YoloNetwork.ANCHORS, 2};

  private final YoloGrid grid;
  private final PixelNormalization normalization;
  private final INDArray anchors; // [A, 2], width and height in cells

  /**
   * Builds the network with weights drawn from the request's seed and anchors from its boxes.
   *
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public YoloArm(ArmRequest request) {
    this(request, anchors(request.boxes(), request.seed()));
  }

  private YoloArm(ArmRequest request, INDArray anchors) {
    super(
        request,
        training ->
            YoloNetwork.of(request.data(), request.classNames().size())
                .configuration(training, anchors));
    this.anchors = anchors;
    grid = YoloGrid.of(request.data(), request.classNames().size());
    normalization = new PixelNormalization(request.data());
    report(request.boxes());
  }

  private static INDArray anchors(TrainingBoxes boxes, long seed) {
    float[] cells = new float[2 * YoloNetwork.ANCHORS];
    double[][] pixels = AnchorClusters.of(boxes.all(), YoloNetwork.ANCHORS, seed);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (float) (pixels[i / 2][i % 2] / YoloGrid.STRIDE);
    }
    return Nd4j.create(cells, ANCHORS_SHAPE, 'c');
  }

  private void report(TrainingBoxes boxes) {
    int without = grid.withoutCell(boxes);
    if (without > 0) {
      LOG.info(
          "{} of {} training objects are not learned from: the middle of a smaller one lies in the same cell of {} pixels.",
          without,
          boxes.all().size(),
          YoloGrid.STRIDE);
    }
  }

  /**
   * Checks a request and sizes its network.
   *
   * @throws ConfigException if the recipe asks for something this network cannot do
   */
  public static ArmPlan plan(ArmRequest request) {
    RecipeLimits.check(request);
    YoloNetwork network = YoloNetwork.of(request.data(), request.classNames().size());
    return TrainedNetwork.plan(network.parameters(), network.forwardFlops());
  }

  @Override
  protected TrainedNetwork.Examples examples(Batch batch) {
    long[] shape = {batch.size(), 4L + grid.classes(), grid.rows(), grid.columns()};
    return new TrainedNetwork.Examples(
        normalization.images(batch), Nd4j.create(grid.targets(batch), shape, 'c'));
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return judge(batches).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    return judge(batches).write(cellFolder);
  }

  private DetectionJudge judge(Iterable<Batch> batches) {
    DetectionJudge judge = new DetectionJudge(request().classNames(), false);
    for (Batch batch : batches) {
      YoloAnswers answers = answers(batch);
      for (int i = 0; i < batch.valid(); i++) {
        judge.add(
            batch, i, FramedObjects.in(batch, i, request()).frame(), found(answers, batch, i));
      }
    }
    return judge;
  }

  /** Returns what is found in one image of a batch, in the image's own pixels. */
  List<FoundObject> found(YoloAnswers answers, Batch batch, int index) {
    FramedObjects framed = FramedObjects.in(batch, index, request());
    return framed.of(
        answers.found(index, framed.frame(), request().arm().detector().maxDetections()));
  }

  YoloAnswers answers(Batch batch) {
    try (INDArray images = normalization.images(batch)) {
      return new YoloAnswers(grid, output(YoloNetwork.OBJECTS, images));
    }
  }

  @Override
  public DetectedImage predict(Image image) {
    Batch batch = request().batchOf(image);
    return new DetectedImage(image, found(answers(batch), batch, 0), request().classNames());
  }

  @Override
  public void save(Path folder) throws IOException {
    super.save(folder);
    new SafetensorsWriter()
        .floats(ANCHORS, ANCHORS_SHAPE, () -> anchors.data().asFloat())
        .write(folder.resolve(ANCHORS_FILE));
  }

  /**
   * Restores weights, optimizer state and the anchors that the weights were trained with.
   *
   * @throws CheckpointException if a file is damaged or belongs to another network
   */
  @Override
  public void load(Path folder) {
    super.load(folder);
    loadAnchors(folder);
  }

  @Override
  public void loadWeights(Path folder) {
    super.loadWeights(folder);
    loadAnchors(folder);
  }

  private void loadAnchors(Path folder) {
    try (Safetensors saved = Safetensors.open(folder.resolve(ANCHORS_FILE))) {
      if (!Arrays.equals(saved.shape(ANCHORS), ANCHORS_SHAPE)) {
        throw new CheckpointException(
            "%s holds anchors %s, expected %s; it was saved by another version."
                .formatted(
                    saved.path(),
                    Arrays.toString(saved.shape(ANCHORS)),
                    Arrays.toString(ANCHORS_SHAPE)));
      }
      anchors.data().setData(saved.floats(ANCHORS));
    }
  }

  @Override
  public void close() {
    super.close();
    anchors.close();
  }
}
