package org.vitmae.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the manifest of an arm holds beyond that of pretraining; all its keys stand side by side in
 * the file.
 *
 * @param start what the arm starts from; empty for random initialization
 * @param axis where it stands among the arms made of one; empty for an arm that stands alone
 * @param trials what choosing its hyper-parameters cost
 */
public record ArmCell(
    ArmSubject subject, Optional<Start> start, Optional<Axis> axis, Trials trials) {
  /**
   * The pretraining that an arm starts from.
   *
   * @param pretrainCell the cell's name
   * @param pretrainSeed the seed it was pretrained with
   */
  public record Start(String pretrainCell, long pretrainSeed) {}

  /**
   * Where an arm stands among those made of one by varying a key.
   *
   * @param group the arm's name before it was multiplied
   * @param axis the key that was varied
   * @param axisValue the key's value in this arm
   */
  public record Axis(String group, String axis, String axisValue) {}

  /**
   * What choosing hyper-parameters cost, summed over the trials and their own pretraining.
   *
   * @param trials number of trials; 0 without a sweep
   */
  public record Trials(int trials, long trialImagesSeen, double trialFlops, double trialSeconds) {
    /** An arm whose values were given. */
    public static final Trials NONE = new Trials(0, 0, 0, 0);
  }

  List<Record> parts() {
    List<Record> parts = new ArrayList<>(List.of(subject, trials));
    start.ifPresent(parts::add);
    axis.ifPresent(parts::add);
    return parts;
  }

  static ArmCell parse(JsonNode json, ObjectMapper mapper) throws JsonProcessingException {
    return new ArmCell(
        mapper.treeToValue(json, ArmSubject.class),
        json.has("pretrainCell")
            ? Optional.of(mapper.treeToValue(json, Start.class))
            : Optional.empty(),
        json.has("axis") ? Optional.of(mapper.treeToValue(json, Axis.class)) : Optional.empty(),
        mapper.treeToValue(json, Trials.class));
  }
}
