package org.vitmae.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PositionTables;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.weights.ModelWeights;
import org.vitmae.weights.StateDict;
import org.vitmae.weights.TensorOrigin;
import org.vitmae.weights.TensorType;
import org.vitmae.weights.WeightsReader;

/** Starts a model from weights of any format that {@link WeightsReader} opens. */
public final class WeightTransfer {
  private WeightTransfer() {}

  /**
   * Fills a model's tensors; one at a time is held besides the model itself.
   *
   * @param path a checkpoint folder of ours, a Hugging Face folder, a PyTorch or safetensors file
   * @param wanted tells which of the model's tensors must come from there; others stay as they are,
   *     and so do tables of relative positions (zero at first) that are not there
   * @param grid the model's own; a position table for another one is resized bicubically
   * @return what became of every tensor of both
   * @throws CheckpointException if the file is damaged or a tensor is missing or has another shape
   * @throws org.vitmae.config.ConfigException if the weights were made with other heads or another
   *     layer-norm eps than the model has
   */
  public static List<TensorOrigin> load(
      Path path,
      NamedParameters parameters,
      Predicate<String> wanted,
      ModelConfig config,
      PatchGrid grid) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    parameters.names().forEach(name -> shapes.put(name, Tensors.shape(parameters.get(name))));
    try (ModelWeights weights = WeightsReader.open(path);
        NoGrad noGrad = new NoGrad()) {
      List<TensorOrigin> origins = origins(weights, shapes, wanted, config);
      for (TensorOrigin origin : origins) {
        if (isTaken(origin)) {
          try (Scope scope = new Scope()) {
            parameters.get(origin.tensor()).copy_(values(weights, origin, grid));
          }
        }
      }
      return origins;
    }
  }

  /**
   * Reads all weights of a model of any engine; one tensor at a time is held.
   *
   * @param shapes the model's tensors, all of which must come from there
   * @param target is given each tensor's values, row by row, outside any native scope
   * @return what became of every tensor of both
   */
  public static List<TensorOrigin> load(
      Path path,
      Map<String, long[]> shapes,
      ModelConfig config,
      PatchGrid grid,
      BiConsumer<String, float[]> target) {
    try (ModelWeights weights = WeightsReader.open(path)) {
      List<TensorOrigin> origins = origins(weights, shapes, name -> true, config);
      for (TensorOrigin origin : origins) {
        if (isTaken(origin)) {
          target.accept(origin.tensor(), hostValues(weights, origin, grid));
        }
      }
      return origins;
    }
  }

  private static List<TensorOrigin> origins(
      ModelWeights weights,
      Map<String, long[]> shapes,
      Predicate<String> wanted,
      ModelConfig config) {
    weights.checkAgrees(config, shapes.containsKey("decoder_embed.weight"));
    Map<String, List<Long>> model = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> model.put(name, Arrays.stream(shape).boxed().toList()));
    return weights.planFor(model, wanted);
  }

  private static boolean isTaken(TensorOrigin origin) {
    return switch (origin.action()) {
      case USED, RESIZED -> true;
      case IGNORED, INITIAL -> false;
    };
  }

  /** Returns values row by row; those that are used as they are do not need libtorch. */
  private static float[] hostValues(ModelWeights weights, TensorOrigin origin, PatchGrid grid) {
    TensorType type = weights.tensors().type(origin.tensor());
    if (origin.action() == TensorOrigin.Action.USED && type.dtype() == DType.F32) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.toIntExact(Float.BYTES * type.elements()))
              .order(ByteOrder.LITTLE_ENDIAN);
      copy(weights.tensors(), origin.tensor(), bytes);
      float[] values = new float[bytes.flip().remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    }
    try (Scope scope = new Scope()) {
      return Tensors.toFloats(values(weights, origin, grid));
    }
  }

  private static Tensor values(ModelWeights weights, TensorOrigin origin, PatchGrid grid) {
    Tensor values = read(weights.tensors(), origin.tensor()).to(ScalarType.Float);
    if (origin.action() == TensorOrigin.Action.USED) {
      return values;
    }
    ModelWeights.Grid from = weights.grid();
    return PositionTables.resize(values, from.rows(), from.columns(), grid.rows(), grid.columns());
  }

  /** Reads a tensor as it is stored, into the memory of the current scope. */
  public static Tensor read(StateDict tensors, String name) {
    TensorType type = tensors.type(name);
    long[] shape = type.shape().stream().mapToLong(Long::longValue).toArray();
    Tensor tensor = torch.empty(shape, new TensorOptions(scalarType(type.dtype())), null);
    if (type.elements() > 0) {
      copy(tensors, name, Tensors.memory(tensor));
    }
    return tensor;
  }

  private static void copy(StateDict tensors, String name, ByteBuffer target) {
    try {
      tensors.copy(name, target::put);
    } catch (IOException e) {
      throw new CheckpointException("Tensor '%s' cannot be read (%s).".formatted(name, e), e);
    }
  }

  private static ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case F64 -> ScalarType.Double;
      case F32 -> ScalarType.Float;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case I64 -> ScalarType.Long;
      case I32 -> ScalarType.Int;
      case I16 -> ScalarType.Short;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }
}
