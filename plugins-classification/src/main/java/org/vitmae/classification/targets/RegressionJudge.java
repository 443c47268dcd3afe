package org.vitmae.classification.targets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.vitmae.data.Batch;
import org.vitmae.data.Standardization;
import org.vitmae.files.CsvWriter;
import org.vitmae.run.Scores;
import org.vitmae.run.TargetsCsv;
import org.vitmae.train.TrainingLoss;

/**
 * Judges values by {@code mae}, {@code rmse} and {@code r2}, each in the value's own unit and with
 * several values their mean. An example's score is its mean absolute error over the values.
 */
final class RegressionJudge implements Judge {
  private final RegressionTarget target;
  private final List<ValueErrors> errors;
  private final Scores scores = new Scores();
  private int examples;
  private double lossSum;

  RegressionJudge(RegressionTarget target) {
    this.target = target;
    this.errors = Stream.generate(ValueErrors::new).limit(target.width()).toList();
  }

  @Override
  public void add(float[] outputs, Batch batch) {
    int width = target.width();
    Truth.check(outputs, batch, width);
    Standardization standardization = target.standardization();
    double[] absolute = new double[batch.valid()];
    for (int n = 0; n < batch.valid(); n++) {
      List<Double> truth = Truth.of(batch, n, width);
      for (int c = 0; c < width; c++) {
        double output = outputs[n * width + c];
        double predicted = standardization.restored(c, output);
        errors.get(c).add(truth.get(c), predicted);
        absolute[n] += Math.abs(predicted - truth.get(c)) / width;
        lossSum += loss(output - standardization.scaled(c, truth.get(c)));
      }
    }
    scores.add(batch.ids(), absolute);
    examples += batch.valid();
  }

  private double loss(double error) {
    return target.loss() == TrainingLoss.L1 ? Math.abs(error) : error * error;
  }

  @Override
  public Map<String, Double> values() {
    Truth.checkCount(examples);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", lossSum / examples / target.width());
    values.put("mae", mean(ValueErrors::mae));
    values.put("rmse", mean(ValueErrors::rmse));
    values.put("r2", mean(ValueErrors::r2));
    return values;
  }

  private double mean(ToDoubleFunction<ValueErrors> metric) {
    return errors.stream().mapToDouble(metric).average().orElseThrow();
  }

  /**
   * Writes {@code scores.csv} and {@code targets.csv}: {@code
   * target,training_mean,training_deviation,mae,rmse,r2}.
   */
  @Override
  public void write(Path cellFolder) throws IOException {
    scores.write(cellFolder);
    try (CsvWriter csv =
        new CsvWriter(
            cellFolder.resolve(TargetsCsv.FILE),
            "target",
            TargetsCsv.MEAN,
            TargetsCsv.DEVIATION,
            "mae",
            "rmse",
            "r2")) {
      for (int c = 0; c < target.width(); c++) {
        ValueErrors own = errors.get(c);
        csv.row(
            target.values().get(c),
            target.standardization().means().get(c),
            target.standardization().deviations().get(c),
            own.mae(),
            own.rmse(),
            own.r2());
      }
    }
  }
}
