package org.vitmae.deeplearning4j.mae;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.vitmae.config.ModelConfig;
import org.vitmae.deeplearning4j.mae.Sequence.Repeated;
import org.vitmae.masking.Mask;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.SinCosPositions;

/**
 * The Vision Transformer (Dosovitskiy et al. 2021) on visible patches, as a graph.
 *
 * <p>Visible patches and the positions of all tokens come in as inputs, in the mask's order.
 */
final class Encoder {
  /** Input: the visible patches, [N * K, V], values ordered channel, row, column. */
  static final String PATCHES = "patches";

  /** Input: what is added to the tokens, [R, D]. */
  static final String POSITIONS = "positions";

  /** Value: what a probe reads, [N, D]. */
  static final String FEATURES = "features";

  private static final String CLASS_TOKEN = "cls_token";
  private static final String TABLE = "pos_embed";
  private static final String MASK_TOKEN = "encoder_mask_token"; // of the autoencoder only

  private final ModelConfig config;
  private final PatchGrid grid;
  private final Linear patchEmbed;
  private final List<Block> blocks;
  private final LayerNorm norm;

  /**
   * What the encoder makes of a batch.
   *
   * @param sequence its tokens
   * @param latent [R, D]
   */
  record Encoded(Sequence sequence, Traced latent) {}

  /** Makes an encoder whose parameters are those asked for here. */
  Encoder(InitialParameters parameters, ModelConfig config, PatchGrid grid) {
    int width = config.embedDim();
    int values = grid.patchValues();
    this.config = config;
    this.grid = grid;
    parameters.normal(CLASS_TOKEN, 0.02, 1, 1, width);
    positions(parameters, TABLE, width, grid);
    patchEmbed = new Linear("patch_embed.proj", values, width);
    long side = grid.patchSize();
    parameters.xavierUniform(
        "patch_embed.proj.weight", width, values, width, grid.channels(), side, side);
    parameters.uniform("patch_embed.proj.bias", 1 / Math.sqrt(values), width);
    blocks = blocks(parameters, "blocks", config.depth(), width, config.numHeads(), config);
    norm = LayerNorm.create(parameters, "norm", width, config.layerNormEps());
  }

  /** Asks for what stands for removed patches, which only an encoder that sees them needs. */
  void maskToken(InitialParameters parameters) {
    parameters.normal(MASK_TOKEN, 0.02, 1, 1, config.embedDim());
  }

  static void positions(InitialParameters parameters, String name, int width, PatchGrid grid) {
    float[] table = SinCosPositions.table(width, grid.rows(), grid.columns(), true);
    parameters.frozen(name, table, 1, 1 + grid.length(), width);
  }

  static List<Block> blocks(
      InitialParameters parameters,
      String stack,
      int depth,
      int width,
      int heads,
      ModelConfig config) {
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
   * Adds the encoder to a graph, which can be asked for {@link #FEATURES} then.
   *
   * @param images N
   * @param keep K
   */
  Encoded apply(Graph graph, int images, int keep) {
    Sequence sequence = sequence(images, keep);
    long visible = (long) images * keep;
    Traced tokens =
        patchEmbed
            .apply(graph, graph.input(PATCHES, visible, grid.patchValues()), visible)
            .then(x -> graph.traced("patch_embed", x))
            .then(x -> sequence.apply(graph, x))
            .then(x -> placed(graph, x, POSITIONS, sequence));
    Traced latent =
        run(graph, blocks, tokens, sequence.tokens())
            .then(x -> norm.apply(graph, x, sequence.tokens().rows()))
            .then(x -> graph.traced("norm", x));
    graph.name(FEATURES, features(graph, sequence, latent.value()));
    return new Encoded(sequence, latent);
  }

  /** Returns what {@link #PATCHES} or {@link #POSITIONS} are for a batch, row by row. */
  float[] input(String name, MaskedPixels batch, Parameters weights) {
    Mask mask = batch.mask();
    return switch (name) {
      case PATCHES -> batch.visible();
      case POSITIONS ->
          batch.positions(
              weights.values(TABLE),
              config.maskTokensInEncoder() ? mask.numPatches() : mask.lenKeep());
      default -> throw new IllegalArgumentException("no input is named '" + name + "'");
    };
  }

  private Sequence sequence(int images, int keep) {
    int removed = grid.length() - keep;
    List<Repeated> masks =
        config.maskTokensInEncoder() && removed > 0
            ? List.of(new Repeated(MASK_TOKEN, removed))
            : List.of();
    return new Sequence(
        images, List.of(new Repeated(CLASS_TOKEN, 1)), keep, masks, config.embedDim());
  }

  static Traced placed(Graph graph, SDVariable x, String positions, Sequence sequence) {
    return Traced.of(x.add(graph.input(positions, sequence.tokens().rows(), sequence.width())));
  }

  static Traced run(Graph graph, List<Block> blocks, Traced x, Tokens tokens) {
    for (Block block : blocks) {
      x =
          x.then(value -> block.apply(graph, value, tokens))
              .then(value -> graph.traced(block.name(), value));
    }
    return x;
  }

  private SDVariable features(Graph graph, Sequence sequence, SDVariable latent) {
    long images = sequence.images();
    long patches = sequence.tokens().perImage() - 1;
    return config.globalPool()
        ? graph
            .reshape(sequence.part(graph, latent, 1, patches), images, patches, sequence.width())
            .mean(false, 1)
        : sequence.part(graph, latent, 0, 1);
  }
}
