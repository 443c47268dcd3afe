package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.data.Draws;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class WindowedAttentionTest {
  private static final int N = 2;
  private static final int WIDTH = 8;
  private static final int HEADS = 2;
  private static final int HEAD_WIDTH = WIDTH / HEADS;
  private static final int ROWS = 5;
  private static final int COLUMNS = 7;

  private Scope scope;
  private NamedParameters parameters;
  private Weights weights;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
    parameters = new NamedParameters();
    weights = new Weights(parameters, Device.CPU, 3);
  }

  @AfterEach
  void close() {
    parameters.close();
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({"5, 7", "1, 1", "2, 2", "3, 3", "2, 7", "4, 5"})
  void joiningInvertsSplitting(int rows, int columns) {
    Windows windows = new Windows(ROWS, COLUMNS, rows, columns);
    Tensor x = random("x", N, ROWS * COLUMNS, 3);

    Tensor split = windows.split(x);

    assertThat(Tensors.shape(split)).containsExactly(N * windows.count(), rows * columns, 3);
    assertThat(Tensors.toFloats(windows.join(split))).isEqualTo(Tensors.toFloats(x));
  }

  @ParameterizedTest
  @CsvSource({"5, 7", "1, 1", "2, 2", "3, 3", "2, 7", "4, 5"})
  void attentionEqualsANaiveLoopOverTheTokensOfEachWindow(int rows, int columns) {
    Windows windows = new Windows(ROWS, COLUMNS, rows, columns);
    Attention attention = Attention.within(windows, true, weights, WIDTH, HEADS);
    randomize("rel_pos_h");
    randomize("rel_pos_w");
    randomize("qkv.bias");
    Tensor x = random("x", N, ROWS * COLUMNS, WIDTH);

    float[] values = Tensors.toFloats(attention.apply(x));

    assertThat(values).usingComparatorWithPrecision(1e-5f).containsExactly(naive(x, windows));
  }

  @Test
  void whatFillsWindowsUpHasNoInfluenceInReducedPrecisionEither() {
    Windows windows = new Windows(ROWS, COLUMNS, 4, 4);
    Attention attention = Attention.within(windows, true, weights, WIDTH, HEADS);
    randomize("qkv.bias");
    Tensor x = random("x", N, ROWS * COLUMNS, WIDTH);
    float[] values;
    try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
      values = Tensors.toFloats(attention.apply(x));
    }

    assertThat(values).usingComparatorWithPrecision(0.05f).containsExactly(naive(x, windows));
  }

  @Test
  void tablesOfZeroChangeNothing() {
    Windows windows = new Windows(ROWS, COLUMNS, 3, 3);
    Attention with = Attention.within(windows, true, weights, WIDTH, HEADS);
    try (NamedParameters others = new NamedParameters()) {
      Attention without =
          Attention.within(windows, false, new Weights(others, Device.CPU, 3), WIDTH, HEADS);
      Tensor x = random("x", N, ROWS * COLUMNS, WIDTH);

      assertThat(Tensors.toFloats(with.apply(x)))
          .usingComparatorWithPrecision(1e-6f) // of two kernels
          .containsExactly(Tensors.toFloats(without.apply(x)));
      try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
        assertThat(Tensors.toFloats(with.apply(x))).isEqualTo(Tensors.toFloats(without.apply(x)));
      }
      assertThat(parameters.names()).hasSize(others.names().size() + 2);
    }
  }

  @Test
  void oneWindowOfTheWholeGridIsGlobalAttention() {
    Windows windows = new Windows(ROWS, COLUMNS, ROWS, COLUMNS);
    Attention within = Attention.within(windows, false, weights, WIDTH, HEADS);
    try (NamedParameters others = new NamedParameters()) {
      Attention global = Attention.global(new Weights(others, Device.CPU, 3), WIDTH, HEADS);
      Tensor x = random("x", N, ROWS * COLUMNS, WIDTH);

      assertThat(Tensors.toFloats(within.apply(x))).isEqualTo(Tensors.toFloats(global.apply(x)));
    }
  }

  @Test
  void theTablesLearn() {
    Attention attention =
        Attention.within(new Windows(ROWS, COLUMNS, 3, 4), true, weights, WIDTH, HEADS);

    attention.apply(random("x", N, ROWS * COLUMNS, WIDTH)).square().sum().backward();

    for (String name : new String[] {"rel_pos_h", "rel_pos_w"}) {
      float[] gradient = Tensors.toFloats(parameters.get(name).grad());
      for (float value : gradient) {
        assertThat(value).as(name + " " + Arrays.toString(gradient)).isFinite().isNotZero();
      }
    }
  }

  private void randomize(String name) {
    try (NoGrad noGrad = new NoGrad()) {
      Tensor table = parameters.get(name);
      table.copy_(random(name, Tensors.shape(table)));
    }
  }

  /** Attention as its formula says, patch by patch; [N, L, D]. */
  private float[] naive(Tensor x, Windows windows) {
    float[] qkv = linear(Tensors.toFloats(x), "qkv", WIDTH, 3 * WIDTH);
    int length = ROWS * COLUMNS;
    float[] mixed = new float[N * length * WIDTH];
    for (int token = 0; token < N * length; token++) {
      for (int head = 0; head < HEADS; head++) {
        mix(qkv, mixed, windows, token / length * length, token % length, head * HEAD_WIDTH);
      }
    }
    return linear(mixed, "proj", WIDTH, WIDTH);
  }

  private void mix(
      float[] qkv, float[] mixed, Windows windows, int image, int patch, int headStart) {
    double[] sums = new double[HEAD_WIDTH];
    double total = 0;
    for (int other = 0; other < ROWS * COLUMNS; other++) {
      if (!together(patch, other, windows)) {
        continue;
      }
      double weight =
          Math.exp(
              score(
                  qkv,
                  (image + patch) * 3 * WIDTH + headStart,
                  (image + other) * 3 * WIDTH + WIDTH + headStart,
                  patch / COLUMNS - other / COLUMNS + windows.rows() - 1,
                  patch % COLUMNS - other % COLUMNS + windows.columns() - 1));
      total += weight;
      for (int i = 0; i < HEAD_WIDTH; i++) {
        sums[i] += weight * qkv[(image + other) * 3 * WIDTH + 2 * WIDTH + headStart + i];
      }
    }
    for (int i = 0; i < HEAD_WIDTH; i++) {
      mixed[(image + patch) * WIDTH + headStart + i] = (float) (sums[i] / total);
    }
  }

  private static boolean together(int patch, int other, Windows windows) {
    return patch / COLUMNS / windows.rows() == other / COLUMNS / windows.rows()
        && patch % COLUMNS / windows.columns() == other % COLUMNS / windows.columns();
  }

  private double score(float[] qkv, int query, int key, int rowEntry, int columnEntry) {
    float[] byRows = Tensors.toFloats(parameters.get("rel_pos_h"));
    float[] byColumns = Tensors.toFloats(parameters.get("rel_pos_w"));
    double score = 0;
    for (int i = 0; i < HEAD_WIDTH; i++) {
      double bias = byRows[rowEntry * HEAD_WIDTH + i] + byColumns[columnEntry * HEAD_WIDTH + i];
      score += qkv[query + i] * (qkv[key + i] / Math.sqrt(HEAD_WIDTH) + bias);
    }
    return score;
  }

  private float[] linear(float[] x, String name, int in, int out) {
    float[] weight = Tensors.toFloats(parameters.get(name + ".weight"));
    float[] bias = Tensors.toFloats(parameters.get(name + ".bias"));
    float[] y = new float[x.length / in * out];
    for (int at = 0; at < y.length; at++) {
      double sum = bias[at % out];
      for (int i = 0; i < in; i++) {
        sum += x[at / out * in + i] * weight[at % out * in + i];
      }
      y[at] = (float) sum;
    }
    return y;
  }

  private static Tensor random(String purpose, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    RandomGenerator random = Draws.of(4, purpose, 0, 0);
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, Device.CPU, shape);
  }
}
