package org.vitmae.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitmae.checkpoint.CheckpointException;

/**
 * The shape of a Vision Transformer as its tensors show it; heads cannot be seen.
 *
 * @param patchSize P, side of a patch in pixels
 * @param channels C
 * @param patches L, number of patches of the images it was trained on
 * @param embedDim D
 * @param depth encoder blocks
 * @param mlpDim hidden width of an encoder block's MLP
 * @param decoder empty if there is none
 */
public record ModelShape(
    int patchSize,
    int channels,
    int patches,
    int embedDim,
    int depth,
    int mlpDim,
    Optional<Stack> decoder) {
  private static final Pattern BLOCK = Pattern.compile("(decoder_)?blocks\\.(\\d{1,4})\\..*");

  /** A decoder's width, number of blocks and hidden width of their MLPs. */
  public record Stack(int width, int depth, int mlpDim) {}

  /**
   * Reads the shape off tensors with the reference's names.
   *
   * @throws CheckpointException if they are not those of a Vision Transformer
   */
  static ModelShape of(Path path, StateDict tensors) {
    List<Long> patch = shape(path, tensors, "patch_embed.proj.weight", 4); // [D, C, P, P]
    List<Long> positions = shape(path, tensors, "pos_embed", 3); // [1, 1 + L, D]
    return new ModelShape(
        patch.get(3).intValue(),
        patch.get(1).intValue(),
        (int) (positions.get(1) - 1),
        patch.get(0).intValue(),
        depth(tensors, false),
        shape(path, tensors, "blocks.0.mlp.fc1.weight", 2).get(0).intValue(),
        decoder(path, tensors));
  }

  ModelShape withoutDecoder() {
    return new ModelShape(patchSize, channels, patches, embedDim, depth, mlpDim, Optional.empty());
  }

  private static Optional<Stack> decoder(Path path, StateDict tensors) {
    if (!tensors.names().contains("decoder_embed.weight")) {
      return Optional.empty();
    }
    return Optional.of(
        new Stack(
            shape(path, tensors, "decoder_embed.weight", 2).get(0).intValue(),
            depth(tensors, true),
            shape(path, tensors, "decoder_blocks.0.mlp.fc1.weight", 2).get(0).intValue()));
  }

  private static int depth(StateDict tensors, boolean decoder) {
    return tensors.names().stream()
        .map(BLOCK::matcher)
        .filter(Matcher::matches)
        .filter(match -> (match.group(1) != null) == decoder)
        .mapToInt(match -> 1 + Integer.parseInt(match.group(2)))
        .max()
        .orElse(0);
  }

  private static List<Long> shape(Path path, StateDict tensors, String name, int rank) {
    List<Long> shape = tensors.type(name).shape();
    if (shape.size() != rank || shape.stream().anyMatch(size -> size > Integer.MAX_VALUE)) {
      throw new CheckpointException(
          "%s has tensor '%s' of shape %s, expected %d sizes; it is no Vision Transformer of the reference's kind."
              .formatted(path, name, shape, rank));
    }
    return shape;
  }
}
