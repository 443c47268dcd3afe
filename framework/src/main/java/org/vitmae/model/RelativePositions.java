package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A learned bias of attention by the distance of two patches, one part by rows and one by columns
 * (Li et al. 2021, "MViTv2", section 4.1; Li et al. 2022, section 3).
 *
 * @param byRows [2 * rows - 1, D/heads]; the entry at {@code rows - 1} is for distance 0
 * @param byColumns [2 * columns - 1, D/heads]
 */
record RelativePositions(Tensor byRows, Tensor byColumns) {
  /** Makes {@code rel_pos_h} and {@code rel_pos_w}, zero, so that nothing is added at first. */
  static RelativePositions create(Weights weights, Windows windows, long headWidth) {
    return new RelativePositions(
        weights.constant("rel_pos_h", 0, 2L * windows.rows() - 1, headWidth),
        weights.constant("rel_pos_w", 0, 2L * windows.columns() - 1, headWidth));
  }

  /**
   * Returns what is added to the scores of attention: for patches i and j the product of i's query,
   * not scaled, with the sum of both tables' entries for the distance from j to i.
   *
   * @param q queries, [B, heads, S, D/heads], S = rows * columns
   * @return [B, heads, S, S]
   */
  Tensor bias(Tensor q) {
    long rows = (byRows.size(0) + 1) / 2;
    long columns = (byColumns.size(0) + 1) / 2;
    Tensor queries = q.reshape(q.size(0), q.size(1), rows, columns, q.size(3)); // [B, h, r, c, d]
    Tensor rowPart =
        torch.einsum("bhrcd,rdk->bhrck", new TensorVector(queries, byDistance(byRows, rows)));
    Tensor columnPart =
        torch.einsum("bhrcd,cdk->bhrck", new TensorVector(queries, byDistance(byColumns, columns)));
    return rowPart
        .unsqueeze(-1)
        .add(columnPart.unsqueeze(-2)) // [B, heads, rows, columns, rows, columns]
        .reshape(q.size(0), q.size(1), q.size(2), q.size(2));
  }

  /** Lays a table [2 * side - 1, d] out as [side, d, side]: entry (i, j) is for distance i - j. */
  private static Tensor byDistance(Tensor table, long side) {
    return table.unfold(0, side, 1).flip(2);
  }
}
