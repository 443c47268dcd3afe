package org.vitmae.experiments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.OnlineProbe;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** A task whose arms learn nothing and always give the same answer, but note what they are told. */
final class AnsweringTask implements Task {
  static final double FLOPS_PER_IMAGE = 1000;

  private final Map<String, Double> answer;
  private final Optional<OnlineProbe> onlineProbe;
  private final List<ArmRequest> requests = new ArrayList<>();
  private final List<Long> trainedOn = new ArrayList<>();
  private final List<String> judging = new ArrayList<>();

  AnsweringTask(Map<String, Double> answer) {
    this.answer = answer;
    this.onlineProbe = Optional.empty();
  }

  AnsweringTask(OnlineProbe onlineProbe) {
    this.answer = Map.of();
    this.onlineProbe = Optional.of(onlineProbe);
  }

  /** Returns what arms were to be made of. */
  List<ArmRequest> requests() {
    return requests;
  }

  /** Returns the ids of the examples that were trained on, in order. */
  List<Long> trainedOn() {
    return trainedOn;
  }

  /** Returns which checkpoints were loaded and when a test was made. */
  List<String> judging() {
    return judging;
  }

  @Override
  public Set<String> protocols() {
    return Set.of("answer");
  }

  @Override
  public String primaryMetric() {
    return "score";
  }

  @Override
  public Optional<OnlineProbe> onlineProbe() {
    return onlineProbe;
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    return new ArmPlan("none", Device.CPU, Precision.FP32, 1, 1, FLOPS_PER_IMAGE);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    requests.add(request);
    return new Answering();
  }

  private final class Answering implements Arm {
    private int steps;

    @Override
    public void step(List<Batch> microBatches, double learningRate) {
      microBatches.forEach(batch -> Arrays.stream(batch.ids()).forEach(trainedOn::add));
      steps++;
    }

    @Override
    public double[] takeLosses() {
      double[] losses = new double[steps];
      steps = 0;
      return losses;
    }

    @Override
    public Map<String, Double> evaluate(Iterable<Batch> batches) {
      return answer;
    }

    @Override
    public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) {
      judging.add("test");
      return answer;
    }

    @Override
    public void save(Path into) {}

    @Override
    public void load(Path from) {
      judging.add("load " + from.getFileName());
    }

    @Override
    public void close() {}
  }
}
