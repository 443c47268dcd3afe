package org.vitmae.classification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.classification.deeplearning4j.ClassificationMetrics;
import org.vitmae.classification.targets.ClassLabels;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.image.Image;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;
import org.vitmae.run.ConfusionCsv;
import org.vitmae.run.Scores;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;
import org.vitmae.weights.TensorOrigin;

/**
 * Nearest neighbors in the features of a frozen encoder. A step takes images in, and a validation
 * chooses the number of neighbors; its losses are 0, as nothing is trained.
 */
final class KnnArm implements Arm {
  private static final int WITHOUT_VALIDATION = 20;

  private static final int ROWS_AT_ONCE = 64;

  private static final String FILE = "neighbors.safetensors";
  private static final String FEATURES = "features";
  private static final String LABELS = "labels";
  private static final String K = "k";

  private final ArmRequest request;
  private final int classes;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final VitClassifier model;
  private final NamedParameters parameters;
  private final Inference inference;
  private final NearestNeighbors neighbors;
  private final List<TensorOrigin> origins;
  private int k = WITHOUT_VALIDATION;
  private int untakenLosses;

  /**
   * Puts an arm together.
   *
   * @param parameters the model's tensors; owned by the arm from here on
   */
  KnnArm(ArmRequest request, VitClassifier model, NamedParameters parameters) {
    Nd4jStart.beforeTraining();
    this.request = request;
    this.classes = request.classNames().size();
    this.grid = PatchGrid.of(request.model(), request.data());
    this.normalization =
        PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    this.model = model;
    this.parameters = parameters;
    this.inference = new Inference(request.device(), request.precision());
    this.neighbors = new NearestNeighbors(request.model().embedDim(), classes, request.device());
    this.origins = request.loadEncoder(parameters, VitClassifier::isPretrained);
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    inference.forEach(
        microBatches,
        this::features,
        (batch, features) ->
            neighbors.add(features, ClassLabels.of(batch, classes), batch.valid()));
    untakenLosses++;
  }

  private float[] features(Batch batch) {
    PatchedImages images = PatchedImages.of(batch, grid, normalization, request.device());
    return Tensors.toFloats(model.features(images, DropPath.NONE));
  }

  @Override
  public double[] takeLosses() {
    double[] losses = new double[untakenLosses];
    untakenLosses = 0;
    return losses;
  }

  /** Also chooses the number of neighbors: the smallest of those with the best top-1 accuracy. */
  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    List<Integer> choices = neighbors.choices();
    List<Map<String, Double>> values =
        judge(batches, choices, (ids, top1) -> {}).stream()
            .map(ClassificationMetrics::values)
            .toList();
    int best = 0;
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i).get("top1") > values.get(best).get("top1")) {
        best = i;
      }
    }
    k = choices.get(best);
    return withK(values.get(best));
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Scores scores = new Scores();
    ClassificationMetrics metrics = judge(batches, List.of(k), scores::add).get(0);
    scores.write(cellFolder);
    ConfusionCsv.write(
        cellFolder.resolve("confusion.csv"), request.classNames(), metrics.confusion());
    return withK(metrics.values());
  }

  /**
   * Refuses.
   *
   * @throws ConfigException always, as what is saved lacks the encoder
   */
  @Override
  public Prediction predict(Image image) {
    throw new ConfigException(
        "protocol 'knn' cannot tell the class of a single image, as its checkpoints hold the training images' features, but not the encoder that makes them; give a checkpoint of a probe on the same encoder.");
  }

  /**
   * Judges by votes of several numbers of neighbors.
   *
   * @param top1 receives ids and scores of each batch, for each number of neighbors
   */
  private List<ClassificationMetrics> judge(
      Iterable<Batch> batches, List<Integer> ks, BiConsumer<long[], double[]> top1) {
    List<ClassificationMetrics> metrics = new ArrayList<>();
    ks.forEach(any -> metrics.add(new ClassificationMetrics(classes)));
    inference.forEach(
        batches,
        this::features,
        (batch, features) -> {
          List<float[]> votes = neighbors.votes(features, ks);
          int[] labels = ClassLabels.of(batch, classes);
          for (int i = 0; i < votes.size(); i++) {
            top1.accept(batch.ids(), metrics.get(i).add(votes.get(i), labels, batch.valid()));
          }
        });
    return metrics;
  }

  /**
   * Votes are no logits, so that a cross-entropy would mean nothing; and where fewer than five
   * classes got any, the others are all alike, so that everything would be among the first five.
   */
  private Map<String, Double> withK(Map<String, Double> values) {
    Map<String, Double> all = new LinkedHashMap<>(values);
    all.remove("loss");
    all.remove("top5");
    all.put(K, (double) k);
    return all;
  }

  @Override
  public void save(Path folder) throws IOException {
    long[] labels = Arrays.stream(neighbors.labels()).asLongStream().toArray();
    long[] shape = {labels.length, request.model().embedDim()};
    new SafetensorsWriter()
        .floats(FEATURES, shape, neighbors::features)
        .longs(LABELS, new long[] {labels.length}, () -> labels)
        .longs(K, new long[] {1}, () -> new long[] {k})
        .write(folder.resolve(FILE));
  }

  @Override
  public void load(Path folder) {
    try (Safetensors saved = Safetensors.open(folder.resolve(FILE))) {
      int[] labels = Arrays.stream(saved.longs(LABELS)).mapToInt(Math::toIntExact).toArray();
      neighbors.clear();
      for (int from = 0; from < labels.length; from += ROWS_AT_ONCE) {
        int rows = Math.min(ROWS_AT_ONCE, labels.length - from);
        neighbors.add(
            features(saved, from, rows), Arrays.copyOfRange(labels, from, from + rows), rows);
      }
      k = (int) saved.longs(K)[0];
    }
  }

  /** Reads some rows: all at once, those of a large data set do not fit a buffer. */
  private float[] features(Safetensors saved, int from, int rows) {
    int width = request.model().embedDim();
    ByteBuffer bytes =
        ByteBuffer.allocate(rows * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    saved.read(FEATURES, (long) from * width * Float.BYTES, bytes);
    float[] features = new float[rows * width];
    bytes.flip().asFloatBuffer().get(features);
    return features;
  }

  @Override
  public void close() {
    neighbors.close();
    parameters.close();
    normalization.close();
  }
}
