package org.vitmae.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;
import org.vitmae.checkpoint.DType;

/** The closed set of names that a state dict may refer to; none of them runs anything. */
final class Constructors {
  private static final Map<String, DType> STORAGES =
      Map.of(
          "torch.DoubleStorage", DType.F64,
          "torch.FloatStorage", DType.F32,
          "torch.HalfStorage", DType.F16,
          "torch.BFloat16Storage", DType.BF16,
          "torch.LongStorage", DType.I64,
          "torch.IntStorage", DType.I32,
          "torch.ShortStorage", DType.I16,
          "torch.CharStorage", DType.I8,
          "torch.ByteStorage", DType.U8,
          "torch.BoolStorage", DType.BOOL);

  private static final Map<String, IObjectConstructor> CALLS =
      Map.of(
          "collections.OrderedDict", args -> new LinkedHashMap<>(),
          "argparse.Namespace", args -> new Namespace(new LinkedHashMap<>()),
          "torch._utils._rebuild_tensor_v2", Constructors::tensor,
          "torch._utils._rebuild_parameter", args -> args[0],
          "torch.Size", args -> args[0],
          // Seen among a script's options; kept as they are written.
          "__builtin__.set", args -> args[0],
          "builtins.set", args -> args[0],
          "_codecs.encode", args -> args[0]);

  private Constructors() {}

  /** Returns what a name stands for: a constructor, or the type of a storage. */
  static Optional<Object> find(String name) {
    return Optional.<Object>ofNullable(CALLS.get(name))
        .or(() -> Optional.ofNullable(STORAGES.get(name)));
  }

  /** Arguments: storage, offset, shape, strides, and what autograd keeps. */
  private static StridedTensor tensor(Object[] args) {
    return new StridedTensor(
        (StorageKey) args[0],
        PickleNumbers.whole(args[1]),
        wholes((Object[]) args[2]),
        wholes((Object[]) args[3]));
  }

  private static List<Long> wholes(Object[] numbers) {
    return new ArrayList<>(Arrays.stream(numbers).map(PickleNumbers::whole).toList());
  }
}
