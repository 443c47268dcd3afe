package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import org.vitmae.config.RecipeConfig.Decay;
import org.vitmae.optim.LearningRateSchedule;

/** The learning rates of a recording: the reference knows the cosine only. */
public final class RecordedSchedule {
  private RecordedSchedule() {}

  /** Returns the schedule that a recording's settings describe. */
  public static LearningRateSchedule of(JsonNode config) {
    return new LearningRateSchedule(
        Decay.COSINE,
        config.get("lr").asDouble(),
        config.get("min_lr").asDouble(),
        config.get("warmup_epochs").asDouble(),
        config.get("epochs").asDouble());
  }
}
