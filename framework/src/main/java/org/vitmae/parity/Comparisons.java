package org.vitmae.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Tensors;

/** Collects comparisons and hands each on as it is made. */
public final class Comparisons {
  private final Consumer<Comparison> listener;
  private final String prefix;
  private final List<Comparison> all;

  public Comparisons(Consumer<Comparison> listener) {
    this(listener, "", new ArrayList<>());
  }

  private Comparisons(Consumer<Comparison> listener, String prefix, List<Comparison> all) {
    this.listener = listener;
    this.prefix = prefix;
    this.all = all;
  }

  /** Returns the same collection, led by a suite's name. */
  Comparisons in(ParitySuite suite) {
    return new Comparisons(listener, suite.fixture().replace(".json", "") + "/", all);
  }

  /** Compares a tensor with recorded values, row-major. */
  public void tensor(String name, Tensor got, float[] want, Limit limit) {
    tensor(name, Tensors.toFloats(got), want, limit);
  }

  /** Compares values in order. */
  public void tensor(String name, float[] got, float[] want, Limit limit) {
    double worst = got.length == want.length ? 0 : Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (int i = 0; i < Math.min(got.length, want.length); i++) {
      worst = Math.max(worst, Math.abs((double) got[i] - want[i]));
      greatest = Math.max(greatest, Math.abs(want[i]));
    }
    add(new Comparison(prefix + name, worst, limit.of(greatest)));
  }

  /** Counts the whole numbers that differ. */
  public void exact(String name, long[] got, long[] want) {
    double differing = Math.abs(got.length - want.length);
    for (int i = 0; i < Math.min(got.length, want.length); i++) {
      differing += got[i] == want[i] ? 0 : 1;
    }
    add(new Comparison(prefix + name, differing, 0));
  }

  /** Compares two numbers. */
  public void number(String name, double got, double want, Limit limit) {
    add(new Comparison(prefix + name, Math.abs(got - want), limit.of(Math.abs(want))));
  }

  /** Returns everything compared so far. */
  public List<Comparison> all() {
    return List.copyOf(all);
  }

  private void add(Comparison comparison) {
    all.add(comparison);
    listener.accept(comparison);
  }
}
