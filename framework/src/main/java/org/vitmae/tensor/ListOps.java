package org.vitmae.tensor;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Operators of libtorch that work on a whole list of tensors in one call: one pass over memory on
 * the CPU, a few launches on a GPU.
 *
 * <p>The Java presets do not map them; they are called through libtorch's dispatcher by name.
 */
public final class ListOps {
  private ListOps() {}

  /**
   * Updates parameters by AdamW (Loshchilov and Hutter 2019) in place.
   *
   * @param params parameters
   * @param grads their gradients; divided by {@code gradScale} where one is given
   * @param expAvgs first moments
   * @param expAvgSqs second moments
   * @param step number of this update, from 1, a float scalar
   * @param gradScale float scalar
   */
  public static void adamW(
      List<Tensor> params,
      List<Tensor> grads,
      List<Tensor> expAvgs,
      List<Tensor> expAvgSqs,
      Tensor step,
      AdamWStep options,
      Optional<Tensor> gradScale) {
    IValueVector stack = new IValueVector();
    stack.push_back(list(params));
    stack.push_back(list(grads));
    stack.push_back(list(expAvgs));
    stack.push_back(list(expAvgSqs));
    stack.push_back(list(List.of()));
    stack.push_back(list(Collections.nCopies(params.size(), step)));
    stack.push_back(new IValue(options.learningRate()));
    stack.push_back(new IValue(options.beta1()));
    stack.push_back(new IValue(options.beta2()));
    stack.push_back(new IValue(options.weightDecay()));
    stack.push_back(new IValue(options.eps()));
    stack.push_back(new IValue(false)); // amsgrad
    stack.push_back(new IValue(false)); // maximize
    stack.push_back(gradScale.map(IValue::new).orElseGet(IValue::new));
    stack.push_back(new IValue()); // found_inf
    operator("aten::_fused_adamw_", "").callBoxed(stack);
  }

  /** The numbers of one AdamW update. */
  public record AdamWStep(
      double learningRate, double beta1, double beta2, double eps, double weightDecay) {}

  /** Returns the 2-norm over all values of all tensors, a float scalar on their device. */
  public static Tensor norm(List<Tensor> tensors) {
    IValueVector stack = new IValueVector();
    stack.push_back(list(tensors));
    stack.push_back(new IValue(new Scalar(2)));
    stack.push_back(new IValue()); // dtype
    operator("aten::_foreach_norm", "Scalar").callBoxed(stack);
    GenericList norms = stack.get(0).toList();
    TensorVector each = new TensorVector();
    for (long i = 0; i < norms.size(); i++) {
      each.push_back(norms.get(i).toTensor());
    }
    return torch.stack(each).norm();
  }

  /** Moves each tensor a share of the way to its partner, in place. */
  public static void lerp(List<Tensor> tensors, List<Tensor> towards, double share) {
    IValueVector stack = new IValueVector();
    stack.push_back(list(tensors));
    stack.push_back(list(towards));
    stack.push_back(new IValue(new Scalar(share)));
    operator("aten::_foreach_lerp_", "Scalar").callBoxed(stack);
  }

  private static OperatorHandle operator(String name, String overload) {
    return Dispatcher.singleton().findSchemaOrThrow(name, overload);
  }

  /** A proper list value; an IValue made from a TensorVector would take it as a raw pointer. */
  private static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
