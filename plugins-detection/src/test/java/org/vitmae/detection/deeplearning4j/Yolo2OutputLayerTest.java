package org.vitmae.detection.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.data.Draws;
import org.vitmae.deeplearning4j.Nd4jStart;

/** The loss of the library is what it is trusted to be. */
class Yolo2OutputLayerTest {
  private static final int ANCHORS = 2;
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;
  private static final int IMAGES = 2;
  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  @BeforeAll
  static void leaveOneThreadToLibtorch() {
    Nd4jStart.beforeTraining();
  }

  @ParameterizedTest
  @CsvSource({"2, true", "2, false", "1, true", "1, false"})
  void gradientIsThatOfTheLoss(int classes, boolean withObjects) {
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, IMAGES, 4 + classes, ROWS, COLUMNS);
    if (withObjects) { // none in the second image
      object(labels, 0, 0, 1, classes / 2, 0.4, 0.3, 2.9, 1.2);
      object(labels, 0, 1, 2, 0, 1.7, 0.9, 2.8, 1.9);
    }
    double[] answers = random(IMAGES * ANCHORS * (5 + classes) * ROWS * COLUMNS);
    INDArray gradient =
        layer(answers, labels).backpropGradient(Nd4j.empty(), NO_WORKSPACES).getSecond();
    assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(0.1);
    double step = 1e-6;
    for (int i = 0; i < answers.length; i += 5) { // every channel in some cell
      double value = answers[i];
      answers[i] = value + step;
      double more = layer(answers, labels).computeScore(0, true, NO_WORKSPACES);
      answers[i] = value - step;
      double less = layer(answers, labels).computeScore(0, true, NO_WORKSPACES);
      answers[i] = value;

      // The loss is a mean over images, the gradient a sum, which the updater divides.
      assertThat(gradient.getDouble(i))
          .as("answer %d", i)
          .isCloseTo((more - less) / (2 * step) * IMAGES, within(1e-7));
    }
  }

  private static void object(
      INDArray labels, int image, int row, int column, int label, double... sides) {
    for (int i = 0; i < sides.length; i++) {
      labels.putScalar(new int[] {image, i, row, column}, sides[i]);
    }
    labels.putScalar(new int[] {image, 4 + label, row, column}, 1);
  }

  private static double[] random(int length) {
    RandomGenerator random = Draws.of(1, "answers", 0, 0);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextGaussian() / 2;
    }
    return values;
  }

  private static Yolo2OutputLayer layer(double[] answers, INDArray labels) {
    int classes = (int) labels.size(1) - 4;
    NeuralNetConfiguration configuration = new NeuralNetConfiguration();
    configuration.setLayer(
        new org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer.Builder()
            .boundingBoxPriors(Nd4j.create(new double[][] {{1.2, 1.5}, {2.4, 0.9}}))
            .lossClassPredictions(YoloNetwork.classLoss(classes))
            .build());
    long[] shape = {IMAGES, ANCHORS * (5L + classes), ROWS, COLUMNS};
    Yolo2OutputLayer layer = new Yolo2OutputLayer(configuration, DataType.DOUBLE);
    layer.setInput(Nd4j.create(answers, shape, 'c'), NO_WORKSPACES);
    layer.setLabels(labels);
    layer.setInputMiniBatchSize(IMAGES);
    return layer;
  }
}
