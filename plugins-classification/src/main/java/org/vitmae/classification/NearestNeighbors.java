package org.vitmae.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.tensor.AffineMap;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Classification by the k training examples with the most similar features.
 *
 * <p>Similarity is the cosine s; each neighbor votes for its class with the weight exp(s / 0.07)
 * (Wu et al. 2018, sec. 3.4). All features are held in memory. Not thread-safe.
 */
final class NearestNeighbors implements AutoCloseable {
  private static final List<Integer> CHOICES = List.of(1, 5, 10, 20, 50, 100, 200);
  private static final double TEMPERATURE = 0.07;

  /** 64 MB of them; all at once, those of a whole split may not fit the memory. */
  private static final int SIMILARITIES_AT_ONCE = 1 << 24;

  private final int width;
  private final int classes;
  private final Device device;
  private final List<float[]> rows = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private Optional<Tensor> gallery = Optional.empty(); // [n, D], made of the rows when asked for

  NearestNeighbors(int width, int classes, Device device) {
    this.width = width;
    this.classes = classes;
    this.device = device;
  }

  /**
   * Adds examples to choose from.
   *
   * @param features [N, D] row by row
   * @param valid how many examples from the first on count
   */
  void add(float[] features, int[] added, int valid) {
    dropGallery();
    for (int n = 0; n < valid; n++) {
      rows.add(unit(features, n));
      labels.add(added[n]);
    }
  }

  /** Returns a row of features scaled to length 1. */
  private float[] unit(float[] features, int n) {
    float[] row = Arrays.copyOfRange(features, n * width, (n + 1) * width);
    double squares = 0;
    for (float value : row) {
      squares += (double) value * value;
    }
    double norm = Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
    for (int d = 0; d < width; d++) {
      row[d] = (float) (row[d] / norm);
    }
    return row;
  }

  /** Returns the numbers of neighbors to choose from: 1, 5, 10, 20, 50, 100, 200, at most n. */
  List<Integer> choices() {
    return CHOICES.stream().filter(k -> k == 1 || k <= rows.size()).toList();
  }

  /**
   * Returns the votes of each class for every number of neighbors.
   *
   * @param features [N, D] row by row
   * @return one array [N, C] for each of {@code ks}
   * @throws IllegalStateException if nothing was added
   */
  List<float[]> votes(float[] features, List<Integer> ks) {
    if (rows.isEmpty()) {
      throw new IllegalStateException("there are no neighbors; add some first");
    }
    int most = Math.min(rows.size(), ks.stream().mapToInt(Integer::intValue).max().orElse(1));
    int n = features.length / width;
    int atOnce = Math.max(1, SIMILARITIES_AT_ONCE / rows.size());
    List<float[]> votes = ks.stream().map(k -> new float[n * classes]).toList();
    for (int from = 0; from < n; from += atOnce) {
      Nearest nearest = nearest(features, from, Math.min(n, from + atOnce), most);
      for (int i = 0; i < ks.size(); i++) {
        count(nearest, from, Math.min(ks.get(i), most), votes.get(i));
      }
    }
    return votes;
  }

  /**
   * The examples most similar to some queries, best first.
   *
   * @param similarities [q, most]
   * @param examples their numbers, [q, most]
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Nearest(int most, float[] similarities, long[] examples) {}

  private Nearest nearest(float[] features, int from, int to, int most) {
    float[] queries = joined(IntStream.range(from, to).mapToObj(i -> unit(features, i)).toList());
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      Tensor all =
          AffineMap.apply(
              Tensors.of(queries, device, to - from, width),
              gallery(scope),
              new TensorOptional()); // [q, n]
      T_TensorTensor_T top = torch.topk(all, most, 1, true, true); // [q, most] each
      return new Nearest(most, Tensors.toFloats(top.get0()), Tensors.toLongs(top.get1()));
    }
  }

  /** Adds the votes of the first k neighbors of the queries from number {@code from} on. */
  private void count(Nearest nearest, int from, int k, float[] votes) {
    int most = nearest.most();
    for (int i = 0; i < nearest.examples().length; i += most) {
      for (int j = i; j < i + k; j++) {
        int label = labels.get((int) nearest.examples()[j]);
        votes[(from + i / most) * classes + label] +=
            (float) Math.exp(nearest.similarities()[j] / TEMPERATURE);
      }
    }
  }

  private Tensor gallery(Scope scope) {
    if (gallery.isEmpty()) {
      gallery = Optional.of(scope.keep(Tensors.of(features(), device, rows.size(), width)));
    }
    return gallery.get();
  }

  /** Returns the features of all examples, scaled to length 1, [n, D] row by row. */
  float[] features() {
    return joined(rows);
  }

  private float[] joined(List<float[]> parts) {
    float[] all = new float[Math.multiplyExact(parts.size(), width)];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i), 0, all, i * width, width);
    }
    return all;
  }

  /** Returns the class of all examples. */
  int[] labels() {
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  private void dropGallery() {
    gallery.ifPresent(Tensor::close);
    gallery = Optional.empty();
  }

  /** Frees memory of the device; what is closed can still be saved. */
  @Override
  public void close() {
    dropGallery();
  }

  /** Forgets all examples and frees their memory; others can be added. */
  void clear() {
    dropGallery();
    rows.clear();
    labels.clear();
  }
}
