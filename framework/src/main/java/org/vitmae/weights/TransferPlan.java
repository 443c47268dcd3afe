package org.vitmae.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.weights.TensorOrigin.Action;

/** Decides for every tensor of a source and a model what becomes of it, by names and shapes. */
final class TransferPlan {
  /** What a model may leave behind of other tasks: decoders, heads, final norms and poolers. */
  private static final String NOT_NEEDED =
      "(decoder\\.|norm\\.|fc_norm\\.|head\\.|head_drop|classifier\\.|pooler\\.|pre_logits\\.).*";

  /** Tables that are zero at first, so that a model with them computes what one without does. */
  private static final String ADDS_NOTHING_AT_FIRST = ".*\\.attn\\.rel_pos_[hw]";

  private static final int NAMED = 6;

  private final ModelWeights source;
  private final Map<String, List<Long>> model;
  private final List<String> problems = new ArrayList<>();
  private final List<TensorOrigin> origins = new ArrayList<>();

  private TransferPlan(ModelWeights source, Map<String, List<Long>> model) {
    this.source = source;
    this.model = model;
  }

  /**
   * Plans how a model takes over weights.
   *
   * @param model name to shape of every tensor of the model
   * @param wanted tells which of them must come from the source; the others keep their initial
   *     values, and so do tables of relative positions that the source does not have
   * @throws CheckpointException telling how many tensors are missing, have another shape, or have
   *     no place in the model, and naming the first of them
   */
  static List<TensorOrigin> of(
      ModelWeights source, Map<String, List<Long>> model, Predicate<String> wanted) {
    TransferPlan plan = new TransferPlan(source, model);
    plan.model.keySet().forEach(name -> plan.add(name, wanted.test(name)));
    source.tensors().names().stream()
        .filter(name -> !model.containsKey(name) || !wanted.test(name))
        .forEach(plan::leave);
    if (!plan.problems.isEmpty()) {
      throw new CheckpointException(
          ("%s (%s) does not fit this model: %s. The model section must describe the model of the"
                  + " weights; `vitmae inspect` shows it.")
              .formatted(source.path(), source.format(), shortened(plan.problems)));
    }
    return List.copyOf(plan.origins);
  }

  /** Another width or depth alone gives hundreds of problems. */
  private static String shortened(List<String> problems) {
    String first = String.join("; ", problems.subList(0, Math.min(NAMED, problems.size())));
    return problems.size() <= NAMED
        ? first
        : "%s; and %d more".formatted(first, problems.size() - NAMED);
  }

  private void add(String name, boolean wanted) {
    List<Long> target = model.get(name);
    boolean found = source.tensors().names().contains(name);
    if (!wanted || !found && name.matches(ADDS_NOTHING_AT_FIRST)) {
      origins.add(new TensorOrigin(name, Action.INITIAL, List.of(), target));
    } else if (!found) {
      problems.add("'%s' %s is missing".formatted(name, target));
    } else {
      fit(name, source.tensors().type(name), target);
    }
  }

  private void fit(String name, TensorType found, List<Long> target) {
    if (!found.dtype().isFloatingPoint()) {
      problems.add(
          "'%s' has type %s, expected a floating-point type".formatted(name, found.dtype()));
    } else if (found.shape().equals(target)) {
      origins.add(new TensorOrigin(name, Action.USED, found.shape(), target));
    } else if (name.endsWith("pos_embed") && isTableOfSameWidth(found.shape(), target)) {
      origins.add(new TensorOrigin(name, Action.RESIZED, found.shape(), target));
    } else {
      problems.add("'%s' is %s, expected %s".formatted(name, found.shape(), target));
    }
  }

  /** Both [1, 1 + L, D]. */
  private static boolean isTableOfSameWidth(List<Long> found, List<Long> target) {
    return found.size() == 3 && found.get(0) == 1 && found.get(2).equals(target.get(2));
  }

  /** A tensor inside the encoder that the model lacks would change what the encoder computes. */
  private void leave(String name) {
    List<Long> shape = source.tensors().type(name).shape();
    if (model.containsKey(name) || PretrainingTensors.contains(name) || name.matches(NOT_NEEDED)) {
      origins.add(new TensorOrigin(name, Action.IGNORED, shape, List.of()));
    } else {
      problems.add("'%s' %s has no place in it".formatted(name, shape));
    }
  }
}
