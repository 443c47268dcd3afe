package org.vitmae.bench;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.SquareProduct;

/**
 * The fastest matrix product of several sizes, measured over and over among the things it is
 * compared with: what slows those on a busy machine slows it as well.
 */
final class MatmulPeak {
  private final List<SquareProduct> products;
  private double best;

  MatmulPeak(List<Integer> sides, Device device, Precision precision) {
    products = sides.stream().map(side -> new SquareProduct(side, device, precision)).toList();
  }

  /** Times every size once more. */
  List<BenchRow> measure() {
    List<BenchRow> rows = new ArrayList<>();
    for (SquareProduct product : products) {
      BenchRow row =
          BenchRow.of(
              "matmul " + product.side(),
              product.precision().toString(),
              0,
              product.bestNanos() / 1e6,
              product.flops() / 1e9);
      best = Math.max(best, row.gflopPerSecond());
      rows.add(row);
    }
    return rows;
  }

  /** Forgets what was measured. */
  void restart() {
    best = 0;
  }

  /** Returns the best rate since the restart, in 10^9 operations per second. */
  double gflopPerSecond() {
    return best;
  }
}
