package org.vitmae.detection.model;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.BoxCoder;
import org.vitmae.detection.ops.Boxes;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.NonMaximumSuppression;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Chooses the anchors worth a closer look. Only the best by score are turned into boxes at all.
 *
 * @param bestPerLevel how many of each level enter the suppression
 * @param most how many proposals of an image are left at most
 * @param suppression among the proposals of one level
 * @param leastScore a proposal needs at least this probability
 * @param leastSide and sides of at least so many pixels, after clipping
 */
public record ProposalSelector(
    int bestPerLevel,
    int most,
    NonMaximumSuppression suppression,
    double leastScore,
    double leastSide) {
  private static final NonMaximumSuppression USUAL = new NonMaximumSuppression(0.7f);

  /** For training: many proposals, so that the box head has enough to choose from. */
  public static final ProposalSelector TRAINING = new ProposalSelector(2000, 1000, USUAL, 0, 1e-3);

  /** For finding. */
  public static final ProposalSelector TESTING = new ProposalSelector(1000, 1000, USUAL, 0, 1e-3);

  /**
   * Selects proposals, without gradients: the two stages are trained side by side.
   *
   * @param anchors per level [A_l, 4]
   * @param images sizes to clip at
   * @return per image, best first; the label is the level
   */
  public List<Detections> select(RpnOutput output, List<Tensor> anchors, List<ImageSize> images) {
    List<Candidates> candidates =
        images.stream().map(image -> new Candidates(leastScore, leastSide)).toList();
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      collect(output, anchors, images, candidates);
    }
    // Side by side, because a GPU waits for the proposals.
    return candidates.parallelStream()
        .map(image -> image.all().suppress(suppression, most))
        .toList();
  }

  /** Offers the best boxes of all levels and images, which are read back at once. */
  private void collect(
      RpnOutput output, List<Tensor> anchors, List<ImageSize> images, List<Candidates> candidates) {
    TensorVector boxes = new TensorVector();
    TensorVector scores = new TensorVector();
    int[] counts = new int[anchors.size()];
    for (int level = 0; level < counts.length; level++) {
      Tensor objectness = output.objectness().get(level);
      counts[level] = (int) Math.min(bestPerLevel, objectness.size(1));
      T_TensorTensor_T best = objectness.topk(counts[level], 1, true, true);
      for (int image = 0; image < images.size(); image++) {
        Tensor chosen = best.get1().select(0, image); // [count]
        Tensor offsets = output.offsets().get(level).select(0, image).index_select(0, chosen);
        Tensor around = anchors.get(level).index_select(0, chosen);
        boxes.push_back(Boxes.clip(BoxCoder.PROPOSAL.decode(offsets, around), images.get(image)));
        scores.push_back(best.get0().select(0, image).sigmoid());
      }
    }
    float[] allBoxes = Tensors.toFloats(torch.cat(boxes, 0));
    float[] allScores = Tensors.toFloats(torch.cat(scores, 0));
    int at = 0;
    for (int level = 0; level < counts.length; level++) {
      for (Candidates image : candidates) {
        for (int end = at + counts[level]; at < end; at++) {
          image.offer(allBoxes, at, allScores[at], level);
        }
      }
    }
  }
}
