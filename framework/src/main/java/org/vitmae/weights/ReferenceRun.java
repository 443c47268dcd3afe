package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.SafetensorsWriter;

/**
 * A training checkpoint of the reference: weights, AdamW's moments and where training stood.
 *
 * <p>PyTorch numbers parameters instead of naming them: group by group, inside a group in the
 * model's order. The reference puts those without weight decay (biases and 1-d tensors) first.
 */
public final class ReferenceRun implements AutoCloseable {
  private static final String MODEL = "model.";
  private static final String GROUPS = "optimizer.param_groups.";
  private static final String STATE = "optimizer.state.";
  private static final List<String> MOMENTS = List.of("exp_avg", "exp_avg_sq");

  private final Path path;
  private final PthFile file;
  private final Map<String, String> indexOf; // parameter to its number
  private final long steps;

  private ReferenceRun(Path path, PthFile file) {
    this.path = path;
    this.file = file;
    this.indexOf = numbers();
    this.steps = readSteps();
  }

  /**
   * Opens a checkpoint.
   *
   * @throws CheckpointException if it holds no optimizer, or one that does not fit the weights
   */
  public static ReferenceRun open(Path path) {
    if (Files.isDirectory(path)) {
      throw noRun(path, "a folder");
    }
    StateDict tensors = WeightsReader.tensors(path);
    if (!(tensors instanceof PthFile file)) {
      tensors.close();
      throw noRun(path, "weights alone");
    }
    try {
      return new ReferenceRun(path, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static CheckpointException noRun(Path path, String what) {
    return new CheckpointException(
        "%s is %s, not a training checkpoint of the reference; give its checkpoint-N.pth, or start from weights by the key weights."
            .formatted(path, what));
  }

  /** Returns the number of optimizer updates made. */
  public long steps() {
    return steps;
  }

  /** Returns the number of whole epochs done; the file counts the last of them from 0. */
  public int epochs() {
    return 1
        + file.value("epoch", Integer.class).orElseThrow(() -> invalid("does not say its epoch"));
  }

  /** Returns what the script's options say of the model. */
  public ModelFacts facts() {
    return WeightsReader.facts(file);
  }

  /** Writes the learner's files of a checkpoint of ours into an existing folder. */
  public void writeTo(Path folder) throws IOException {
    SafetensorsWriter model = new SafetensorsWriter();
    file.names().stream()
        .filter(name -> name.startsWith(MODEL))
        .forEach(name -> copy(model, name.substring(MODEL.length()), name));
    model.write(folder.resolve(Checkpoint.MODEL));
    SafetensorsWriter optimizer = new SafetensorsWriter();
    optimizer.floats("step", new long[0], () -> new float[] {steps});
    indexOf.forEach(
        (parameter, number) ->
            MOMENTS.forEach(
                moment ->
                    copy(optimizer, moment + "." + parameter, STATE + number + "." + moment)));
    optimizer.write(folder.resolve(Checkpoint.OPTIMIZER));
  }

  private void copy(SafetensorsWriter writer, String to, String from) {
    TensorType type = file.type(from);
    long[] shape = type.shape().stream().mapToLong(Long::longValue).toArray();
    writer.add(to, type.dtype(), shape, out -> file.copy(from, out::write));
  }

  private Map<String, String> numbers() {
    List<String> trained =
        file.names().stream()
            .filter(name -> name.startsWith(MODEL) && !name.endsWith("pos_embed"))
            .map(name -> name.substring(MODEL.length()))
            .toList();
    Map<String, String> numbers = new LinkedHashMap<>();
    for (int group = 0; decay(group).isPresent(); group++) {
      boolean decays = decay(group).get().doubleValue() != 0;
      List<String> members = trained.stream().filter(name -> decays(name) == decays).toList();
      List<String> params = params(group);
      if (members.size() != params.size()) {
        throw invalid(
            "has %d parameters in optimizer group %d, expected the %d of the model that are %s"
                .formatted(
                    params.size(), group, members.size(), decays ? "decayed" : "not decayed"));
      }
      for (int i = 0; i < params.size(); i++) {
        checkShape(members.get(i), params.get(i));
        numbers.put(members.get(i), params.get(i));
      }
    }
    if (numbers.isEmpty()) {
      throw invalid("holds no optimizer, so training cannot go on from it; use it as weights");
    }
    return numbers;
  }

  private Optional<Number> decay(int group) {
    return file.value(GROUPS + group + ".weight_decay", Number.class);
  }

  private boolean decays(String name) {
    return file.type(MODEL + name).shape().size() > 1 && !name.endsWith(".bias");
  }

  private List<String> params(int group) {
    List<String> params = new ArrayList<>();
    Optional<Integer> next = file.value(GROUPS + group + ".params.0", Integer.class);
    while (next.isPresent()) {
      params.add(next.get().toString());
      next = file.value(GROUPS + group + ".params." + params.size(), Integer.class);
    }
    return params;
  }

  private void checkShape(String parameter, String number) {
    for (String moment : MOMENTS) {
      List<Long> found = file.type(STATE + number + "." + moment).shape();
      List<Long> expected = file.type(MODEL + parameter).shape();
      if (!found.equals(expected)) {
        throw invalid(
            "has %s of shape %s for parameter %s, expected %s of '%s'"
                .formatted(moment, found, number, expected, parameter));
      }
    }
  }

  /** A tensor of one number in newer files, a plain number in older ones. */
  private long readSteps() {
    String name = STATE + indexOf.values().iterator().next() + ".step";
    Optional<Integer> plain = file.value(name, Integer.class);
    if (plain.isPresent()) {
      return plain.get();
    }
    ByteBuffer number = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try {
      file.copy(name, number::put);
    } catch (IOException e) {
      throw new CheckpointException(path + " cannot be read (" + e + ").", e);
    }
    return (long) number.getFloat(0);
  }

  private CheckpointException invalid(String problem) {
    return new CheckpointException(
        "%s %s; give a training checkpoint of the reference's pretraining."
            .formatted(path, problem));
  }

  @Override
  public void close() {
    file.close();
  }
}
