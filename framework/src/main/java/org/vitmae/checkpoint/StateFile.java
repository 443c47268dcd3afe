package org.vitmae.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads and writes {@code state.json}. */
final class StateFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_BYTES = 64_000_000;

  private final Path file;

  StateFile(Path file) {
    this.file = file;
  }

  void write(TrainingState state) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("formatVersion", TrainingState.FORMAT_VERSION)
            .put("step", state.step())
            .put("epoch", state.epoch())
            .put("batchInEpoch", state.batchInEpoch())
            .put("seed", state.seed())
            .put("configHash", state.configHash())
            .put("validationsWithoutImprovement", state.validationsWithoutImprovement())
            .put("imagesSeen", state.imagesSeen())
            .put("wallSeconds", state.wallSeconds())
            .put("waitSeconds", state.waitSeconds())
            .put("metricRows", state.metricRows());
    state
        .best()
        .ifPresent(
            best ->
                json.putObject("best")
                    .put("metric", best.metric())
                    .put("value", best.value())
                    .put("step", best.step()));
    state.pendingLosses().forEach(json.putArray("pendingLosses")::add);
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  TrainingState read() {
    JsonNode json = parse();
    long version = integer(json, "formatVersion");
    if (version > TrainingState.FORMAT_VERSION) {
      throw new CheckpointException(
          "%s has format version %d, but this program reads versions up to %d; use a newer release."
              .formatted(file, version, TrainingState.FORMAT_VERSION));
    }
    List<Double> losses = new ArrayList<>();
    value(json, "pendingLosses", JsonNode::isArray, "a list of numbers")
        .forEach(loss -> losses.add(loss.doubleValue()));
    return new TrainingState(
        integer(json, "step"),
        Math.toIntExact(integer(json, "epoch")),
        Math.toIntExact(integer(json, "batchInEpoch")),
        integer(json, "seed"),
        value(json, "configHash", JsonNode::isTextual, "text").textValue(),
        best(json),
        Math.toIntExact(integer(json, "validationsWithoutImprovement")),
        integer(json, "imagesSeen"),
        number(json, "wallSeconds"),
        number(json, "waitSeconds"),
        integer(json, "metricRows"),
        losses);
  }

  private JsonNode parse() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw damaged("is larger than " + MAX_BYTES + " bytes");
      }
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw damaged("is not valid JSON (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw damaged("cannot be read (" + e + ")", e);
    }
  }

  private Optional<BestMetric> best(JsonNode json) {
    if (!json.has("best")) {
      return Optional.empty();
    }
    JsonNode best = value(json, "best", JsonNode::isObject, "an object");
    return Optional.of(
        new BestMetric(
            value(best, "metric", JsonNode::isTextual, "text").textValue(),
            number(best, "value"),
            integer(best, "step")));
  }

  private long integer(JsonNode json, String key) {
    return value(json, key, JsonNode::canConvertToExactIntegral, "a whole number").longValue();
  }

  private double number(JsonNode json, String key) {
    return value(json, key, JsonNode::isNumber, "a number").doubleValue();
  }

  private JsonNode value(JsonNode json, String key, Predicate<JsonNode> fits, String expected) {
    JsonNode value = json.path(key);
    if (!fits.test(value)) {
      String found = value.isMissingNode() ? "nothing" : value.toString();
      throw damaged("has %s for '%s', expected %s".formatted(found, key, expected));
    }
    return value;
  }

  private CheckpointException damaged(String problem) {
    return new CheckpointException(damage(problem));
  }

  private CheckpointException damaged(String problem, Throwable cause) {
    return new CheckpointException(damage(problem), cause);
  }

  private String damage(String problem) {
    return "%s %s; delete the folder to go on from the checkpoint before.".formatted(file, problem);
  }
}
