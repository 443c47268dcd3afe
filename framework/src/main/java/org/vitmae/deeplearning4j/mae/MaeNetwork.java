package org.vitmae.deeplearning4j.mae;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.config.ModelConfig;
import org.vitmae.deeplearning4j.mae.Sequence.Repeated;
import org.vitmae.model.PatchGrid;

/**
 * The masked autoencoder (He et al. 2021) as a graph.
 *
 * <p>Which patches are visible is decided outside: they and the positions of all tokens come in as
 * inputs, in the mask's order. The decoder keeps that order, since attention does not care about
 * it; so nothing is put back, and the removed patches are the last L - K tokens.
 */
final class MaeNetwork {
  /** Input: what is added to the decoder's tokens, [N * (1 + L), E]. */
  static final String DECODER_POSITIONS = "decoder_positions";

  /** Input: what the removed patches should be, [N * (L - K), V], ordered row, column, channel. */
  static final String TARGET = "target";

  /** Value: the prediction of all patches in the mask's order, [N * L, V]. */
  static final String PREDICTION = "prediction";

  private static final String MASK_TOKEN = "mask_token";

  private final ModelConfig config;
  private final PatchGrid grid;
  private final Encoder encoder;
  private final Linear decoderEmbed;
  private final List<Block> decoderBlocks;
  private final LayerNorm decoderNorm;
  private final Linear decoderPred;

  /** Makes a network whose parameters are those asked for here. */
  MaeNetwork(InitialParameters parameters, ModelConfig config, PatchGrid grid) {
    int width = config.decoderEmbedDim();
    this.config = config;
    this.grid = grid;
    encoder = new Encoder(parameters, config, grid);
    decoderEmbed = Linear.create(parameters, "decoder_embed", config.embedDim(), width);
    if (config.maskTokensInEncoder()) {
      encoder.maskToken(parameters);
    } else {
      parameters.normal(MASK_TOKEN, 0.02, 1, 1, width);
    }
    Encoder.positions(parameters, "decoder_pos_embed", width, grid);
    decoderBlocks =
        Encoder.blocks(
            parameters,
            "decoder_blocks",
            config.decoderDepth(),
            width,
            config.decoderNumHeads(),
            config);
    decoderNorm = LayerNorm.create(parameters, "decoder_norm", width, config.layerNormEps());
    decoderPred = Linear.create(parameters, "decoder_pred", width, grid.patchValues());
  }

  /**
   * Builds the graph of a batch: predictions, losses, features and the gradients of the mean loss.
   *
   * @param images N
   * @param keep K; with K = L nothing is removed, so that there is neither loss nor gradient
   */
  Graph graph(DataType type, int images, int keep) {
    Graph graph = new Graph(type);
    int removed = grid.length() - keep;
    Encoder.Encoded encoded = encoder.apply(graph, images, keep);
    Sequence seen = encoded.sequence();
    Sequence all = decoderSequence(seen, keep);
    Traced tokens =
        encoded
            .latent()
            .then(x -> decoderEmbed.apply(graph, x, seen.tokens().rows()))
            .then(x -> graph.traced("decoder_embed", x))
            .then(x -> all.apply(graph, x))
            .then(x -> Encoder.placed(graph, x, DECODER_POSITIONS, all));
    tokens = Encoder.run(graph, decoderBlocks, tokens, all.tokens());
    graph.name(
        PREDICTION,
        Traced.of(tokens.value())
            .then(x -> all.last(graph, x, grid.length()))
            .then(x -> predict(graph, x, (long) images * grid.length()))
            .value());
    if (removed > 0) {
      Traced predicted =
          tokens
              .then(x -> all.last(graph, x, removed))
              .then(x -> predict(graph, x, (long) images * removed));
      loss(graph, predicted, images, removed);
    }
    return graph;
  }

  /** Returns what an input of a graph is for a batch, row by row. */
  float[] input(String name, MaskedPixels batch, Parameters weights) {
    return switch (name) {
      case TARGET -> batch.removed(config.normPixLoss());
      case DECODER_POSITIONS ->
          batch.positions(weights.values("decoder_pos_embed"), batch.mask().numPatches());
      default -> encoder.input(name, batch, weights);
    };
  }

  private Sequence decoderSequence(Sequence seen, int keep) {
    int removed = grid.length() - keep;
    List<Repeated> masks =
        config.maskTokensInEncoder() || removed == 0
            ? List.of()
            : List.of(new Repeated(MASK_TOKEN, removed));
    return new Sequence(
        seen.images(), List.of(), seen.tokens().perImage(), masks, config.decoderEmbedDim());
  }

  private Traced predict(Graph graph, SDVariable tokens, long rows) {
    return decoderNorm.apply(graph, tokens, rows).then(x -> decoderPred.apply(graph, x, rows));
  }

  /** Adds the losses and, from their mean back to the parameters, all gradients. */
  private void loss(Graph graph, Traced predicted, int images, int removed) {
    long rows = (long) images * removed;
    SDVariable target = graph.input(TARGET, rows, grid.patchValues());
    Criterion criterion =
        switch (config.loss()) {
          case L2 -> Criterion.L2;
          case L1 -> Criterion.L1;
        };
    criterion.apply(graph, predicted, target, images, rows, grid.patchValues());
  }
}
