package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.config.RecipeConfig;
import org.vitmae.optim.LearningRateSchedule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks learning rates ({@code schedules.json}). */
public final class ScheduleParity implements ParitySuite {
  @Override
  public String fixture() {
    return "schedules.json";
  }

  @Override
  public void check(Path file, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    int number = 0;
    for (JsonNode recorded : root.get("lr_schedules")) {
      schedule("lr_schedules[%d]".formatted(number++), recorded, comparisons);
    }
    number = 0;
    for (JsonNode recorded : root.get("lr_from_base_lr")) {
      long effectiveBatch =
          recorded.get("batch_size").asLong()
              * recorded.get("accum_iter").asLong()
              * recorded.get("world_size").asLong();
      comparisons.number(
          "lr_from_base_lr[%d]".formatted(number++),
          RecipeConfig.scaledLearningRate(recorded.get("blr").asDouble(), effectiveBatch),
          recorded.get("lr").asDouble(),
          Limit.DOUBLE);
    }
  }

  private static void schedule(String name, JsonNode recorded, Comparisons comparisons) {
    JsonNode config = recorded.get("config");
    LearningRateSchedule schedule = RecordedSchedule.of(config);
    double scale = recorded.path("lr_scale").asDouble(1);
    for (int i = 0; i < recorded.get("epoch").size(); i++) {
      double epoch = recorded.get("epoch").get(i).asDouble();
      String at = "%s.epoch_%s".formatted(name, epoch);
      double lr = schedule.at(epoch);
      // Near the end of the cosine only the difference to the peak rate has 12 digits.
      Limit limit = new Limit(1e-12 * config.get("lr").asDouble(), 1e-12);
      comparisons.number(at, lr, recorded.get("lr").get(i).asDouble(), limit);
      if (recorded.has("lr_of_scaled_group")) {
        comparisons.number(
            at + ".scaled",
            lr * scale,
            recorded.get("lr_of_scaled_group").get(i).asDouble(),
            limit);
      }
    }
  }
}
