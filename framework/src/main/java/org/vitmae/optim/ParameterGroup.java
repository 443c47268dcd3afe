package org.vitmae.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitmae.tensor.NamedParameters;

/**
 * Parameters that are updated alike.
 *
 * @param names the parameters
 * @param lrScale factor of the learning rate
 * @param weightDecay decoupled decay
 */
public record ParameterGroup(List<String> names, double lrScale, double weightDecay) {
  public ParameterGroup {
    names = List.copyOf(names);
  }

  /**
   * Sorts the trainable parameters of a model into groups by decay and layer.
   *
   * @param weightDecay decay of those that {@code rule} lets decay
   */
  public static List<ParameterGroup> of(
      NamedParameters parameters, WeightDecayRule rule, double weightDecay, LayerDecay layers) {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    parameters.trainable().forEach(name -> ranks.put(name, (int) parameters.get(name).dim()));
    return of(ranks, rule, weightDecay, layers);
  }

  /**
   * Sorts parameters into groups by decay and layer.
   *
   * @param ranks name to number of dimensions
   * @param weightDecay decay of those that {@code rule} lets decay
   */
  public static List<ParameterGroup> of(
      Map<String, Integer> ranks, WeightDecayRule rule, double weightDecay, LayerDecay layers) {
    record Key(double lrScale, double weightDecay) {}
    Map<Key, List<String>> groups = new LinkedHashMap<>();
    ranks.forEach(
        (name, rank) -> {
          Key key = new Key(layers.scale(name), rule.decays(name, rank) ? weightDecay : 0);
          groups.computeIfAbsent(key, k -> new ArrayList<>()).add(name);
        });
    return groups.entrySet().stream()
        .map(e -> new ParameterGroup(e.getValue(), e.getKey().lrScale(), e.getKey().weightDecay()))
        .toList();
  }
}
