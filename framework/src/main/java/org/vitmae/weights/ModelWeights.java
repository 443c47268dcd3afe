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
   * @return rows and columns
   * @throws CheckpointException if the size is not given and the table is not that of a square
   */
  public int[] grid() {
    Optional<int[]> stated =
        facts
            .image()
            .map(
                image ->
                    new int[] {
                      image.height() / shape.patchSize(), image.width() / shape.patchSize()
                    });
    int side = (int) Math.round(Math.sqrt(shape.patches()));
    int[] grid = stated.orElse(new int[] {side, side});
    if (grid[0] * grid[1] != shape.patches()) {
      throw new CheckpointException(
          "%s has positions for %d patches, which are not %d x %d; say the size of its images by a config.json."
              .formatted(path, shape.patches(), grid[0], grid[1]));
    }
    return grid;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
