package org.vitmae.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;

/**
 * A model's weights under the reference's names, wherever they come from.
 *
 * @param path the file or folder
 * @param format what it is, in words
 * @param tensors the model's tensors; what the reference does not have keeps its own name
 * @param shape read off the tensors
 * @param facts what else the source says
 */
public record ModelWeights(
    Path path, String format, StateDict tensors, ModelShape shape, ModelFacts facts)
    implements AutoCloseable {
  /** Patches from top to bottom and from left to right. */
  public record Grid(int rows, int columns) {}

  /**
   * Decides for every tensor what becomes of it when a model starts from these weights.
   *
   * @param model name to shape of every tensor of the model
   * @param wanted tells which of them must come from here; the others keep their initial values
   * @throws CheckpointException listing every tensor that is missing, has another shape, or has no
   *     place in the model
   */
  public List<TensorOrigin> planFor(Map<String, List<Long>> model, Predicate<String> wanted) {
    return TransferPlan.of(this, model, wanted);
  }

  /**
   * Checks what tensors do not show but results depend on.
   *
   * @throws ConfigException naming each key of the definition that differs, and what to set
   */
  public void checkAgrees(ModelConfig model, boolean withDecoder) {
    List<String> problems = new ArrayList<>();
    check("num-heads", model.numHeads(), facts.numHeads(), problems);
    if (withDecoder) {
      check("decoder-num-heads", model.decoderNumHeads(), facts.decoderNumHeads(), problems);
    }
    check("layer-norm-eps", model.layerNormEps(), facts.layerNormEps(), problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private <T> void check(String key, T set, Optional<T> made, List<String> problems) {
    if (made.isPresent() && !made.get().equals(set)) {
      problems.add(
          "model.%s is %s, but the weights in %s were made with %s; set model.%s=%s"
              .formatted(key, set, path, made.get(), key, made.get()));
    }
  }

  /**
   * Returns the grid of patches that the position table is for: from the images' size if the source
   * gives it, otherwise square.
   *
   * @throws CheckpointException if the size is not given and the table is not that of a square
   */
  public Grid grid() {
    int patch = shape.patchSize();
    Optional<Grid> stated =
        facts.image().map(image -> new Grid(image.height() / patch, image.width() / patch));
    int side = (int) Math.round(Math.sqrt(shape.patches()));
    Grid grid = stated.orElse(new Grid(side, side));
    if (grid.rows() * grid.columns() == shape.patches() + 1) {
      throw new CheckpointException(
          "%s has %d positions, one for each of %d x %d patches but none for the class token, which this model has; put a row of zeros before them."
              .formatted(path, shape.patches() + 1, grid.rows(), grid.columns()));
    }
    if (grid.rows() * grid.columns() != shape.patches()) {
      throw new CheckpointException(
          "%s has positions for %d patches, which are not %d x %d; say the size of its images by a config.json."
              .formatted(path, shape.patches(), grid.rows(), grid.columns()));
    }
    return grid;
  }

  /** Returns the size of the images that the position table is for. */
  public ModelFacts.ImageSize imageSize() {
    Grid grid = grid();
    return new ModelFacts.ImageSize(
        grid.rows() * shape.patchSize(), grid.columns() * shape.patchSize());
  }

  @Override
  public void close() {
    tensors.close();
  }
}
