package org.vitmae.deeplearning4j.mae;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.config.ModelConfig;
import org.vitmae.deeplearning4j.mae.Sequence.Repeated;
import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.SinCosPositions;

/**
 * The masked autoencoder (He et al. 2021) as a graph.
 *
 * <p>Which patches are visible is decided outside: they and the positions of all tokens come in as
 * inputs, in the mask's order. The decoder keeps that order, since attention does not care about
 * it; so nothing is put back, and the removed patches are the last L - K tokens.
 */
final class MaeNetwork {
  /** Input: the visible patches, [N * K, V], values ordered channel, row, column. */
  static final String PATCHES = "patches";

  /** Input: what is added to the encoder's tokens, [R, D]. */
  static final String POSITIONS = "positions";

  /** Input: what is added to the decoder's tokens, [N * (1 + L), E]. */
  static final String DECODER_POSITIONS = "decoder_positions";

  /** Input: what the removed patches should be, [N * (L - K), V], ordered row, column, channel. */
  static final String TARGET = "target";

  /** Value: the loss of each image, [N]. */
  static final String LOSSES = "losses";

  /** Value: the prediction of all patches in the mask's order, [N * L, V]. */
  static final String PREDICTION = "prediction";

  /** Value: what a probe reads of the encoder, [N, D]. */
  static final String FEATURES = "features";

  private static final String CLASS_TOKEN = "cls_token";

  private final ModelConfig config;
  private final PatchGrid grid;
  private final Linear patchEmbed;
  private final List<Block> blocks;
  private final LayerNorm norm;
  private final Linear decoderEmbed;
  private final String maskToken;
  private final List<Block> decoderBlocks;
  private final LayerNorm decoderNorm;
  private final Linear decoderPred;

  /** Makes a network whose parameters are those asked for here. */
  MaeNetwork(InitialParameters parameters, ModelConfig config, PatchGrid grid) {
    int width = config.embedDim();
    int decoderWidth = config.decoderEmbedDim();
    int values = grid.patchValues();
    this.config = config;
    this.grid = grid;
    parameters.normal(CLASS_TOKEN, 0.02, 1, 1, width);
    positions(parameters, "pos_embed", width);
    patchEmbed = new Linear("patch_embed.proj", values, width);
    long side = grid.patchSize();
    parameters.xavierUniform(
        "patch_embed.proj.weight", width, values, width, grid.channels(), side, side);
    parameters.uniform("patch_embed.proj.bias", 1 / Math.sqrt(values), width);
    blocks = blocks(parameters, "blocks", config.depth(), width, config.numHeads());
    norm = LayerNorm.create(parameters, "norm", width, config.layerNormEps());
    decoderEmbed = Linear.create(parameters, "decoder_embed", width, decoderWidth);
    maskToken = config.maskTokensInEncoder() ? "encoder_mask_token" : "mask_token";
    parameters.normal(maskToken, 0.02, 1, 1, config.maskTokensInEncoder() ? width : decoderWidth);
    positions(parameters, "decoder_pos_embed", decoderWidth);
    decoderBlocks =
        blocks(
            parameters,
            "decoder_blocks",
            config.decoderDepth(),
            decoderWidth,
            config.decoderNumHeads());
    decoderNorm = LayerNorm.create(parameters, "decoder_norm", decoderWidth, config.layerNormEps());
    decoderPred = Linear.create(parameters, "decoder_pred", decoderWidth, values);
  }

  private void positions(InitialParameters parameters, String name, int width) {
    float[] table = SinCosPositions.table(width, grid.rows(), grid.columns(), true);
    parameters.frozen(name, table, 1, 1 + grid.length(), width);
  }

  private List<Block> blocks(
      InitialParameters parameters, String stack, int depth, int width, int heads) {
    return IntStream.range(0, depth)
        .mapToObj(
            i ->
                Block.create(
                    parameters,
                    stack + "." + i,
                    width,
                    heads,
                    config.mlpRatio(),
                    config.layerNormEps()))
        .toList();
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
    Sequence seen = encoderSequence(images, keep);
    long visible = (long) images * keep;
    Traced latent =
        patchEmbed
            .apply(graph, graph.input(PATCHES, visible, grid.patchValues()), visible)
            .then(x -> graph.traced("patch_embed", x))
            .then(x -> seen.apply(graph, x))
            .then(x -> placed(graph, x, POSITIONS, seen));
    latent = run(graph, blocks, latent, seen.tokens());
    latent =
        latent
            .then(x -> norm.apply(graph, x, seen.tokens().rows()))
            .then(x -> graph.traced("norm", x));
    graph.name(FEATURES, features(graph, seen, latent.value()));

    Sequence all = decoderSequence(seen, keep);
    Traced tokens =
        latent
            .then(x -> decoderEmbed.apply(graph, x, seen.tokens().rows()))
            .then(x -> graph.traced("decoder_embed", x))
            .then(x -> all.apply(graph, x))
            .then(x -> placed(graph, x, DECODER_POSITIONS, all));
    tokens = run(graph, decoderBlocks, tokens, all.tokens());
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
    Mask mask = batch.mask();
    return switch (name) {
      case PATCHES -> batch.visible();
      case TARGET -> batch.removed(config.normPixLoss());
      case POSITIONS ->
          batch.positions(
              weights.values("pos_embed"),
              config.maskTokensInEncoder() ? mask.numPatches() : mask.lenKeep());
      case DECODER_POSITIONS ->
          batch.positions(weights.values("decoder_pos_embed"), mask.numPatches());
      default -> throw new IllegalArgumentException("no input is named '" + name + "'");
    };
  }

  private Sequence encoderSequence(int images, int keep) {
    int removed = grid.length() - keep;
    List<Repeated> masks =
        config.maskTokensInEncoder() && removed > 0
            ? List.of(new Repeated(maskToken, removed))
            : List.of();
    return new Sequence(
        images, List.of(new Repeated(CLASS_TOKEN, 1)), keep, masks, config.embedDim());
  }

  private Sequence decoderSequence(Sequence seen, int keep) {
    int removed = grid.length() - keep;
    List<Repeated> masks =
        config.maskTokensInEncoder() || removed == 0
            ? List.of()
            : List.of(new Repeated(maskToken, removed));
    return new Sequence(
        seen.images(), List.of(), seen.tokens().perImage(), masks, config.decoderEmbedDim());
  }

  private static Traced placed(Graph graph, SDVariable x, String positions, Sequence sequence) {
    return Traced.of(x.add(graph.input(positions, sequence.tokens().rows(), sequence.width())));
  }

  private static Traced run(Graph graph, List<Block> blocks, Traced x, Tokens tokens) {
    for (Block block : blocks) {
      x =
          x.then(value -> block.apply(graph, value, tokens))
              .then(value -> graph.traced(block.name(), value));
    }
    return x;
  }

  private Traced predict(Graph graph, SDVariable tokens, long rows) {
    return decoderNorm.apply(graph, tokens, rows).then(x -> decoderPred.apply(graph, x, rows));
  }

  private SDVariable features(Graph graph, Sequence seen, SDVariable latent) {
    long images = seen.images();
    long patches = seen.tokens().perImage() - 1;
    return config.globalPool()
        ? graph
            .reshape(seen.part(graph, latent, 1, patches), images, patches, seen.width())
            .mean(false, 1)
        : seen.part(graph, latent, 0, 1);
  }

  /** Adds the losses and, from their mean back to the parameters, all gradients. */
  private void loss(Graph graph, Traced predicted, int images, int removed) {
    long values = (long) removed * grid.patchValues();
    SDVariable target = graph.input(TARGET, (long) images * removed, grid.patchValues());
    SDVariable difference = predicted.value().sub(target);
    SDVariable distance =
        switch (config.loss()) {
          case L2 -> graph.operators().math().square(difference);
          case L1 -> graph.operators().math().abs(difference);
        };
    graph.name(LOSSES, graph.reshape(distance, images, values).mean(false, 1));
    double share = 1.0 / (images * values);
    predicted
        .back()
        .apply(
            switch (config.loss()) {
              case L2 -> difference.mul(2 * share);
              case L1 -> graph.operators().math().sign(difference).mul(share);
            });
  }
}
