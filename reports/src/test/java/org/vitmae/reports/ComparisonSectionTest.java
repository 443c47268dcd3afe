package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonSectionTest {
  @TempDir Path experiment;

  @Test
  void showsThePValueCorrectedForTheNumberOfArms() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.arm(experiment, "fine-tune", seed, 0.60 + 0.01 * seed).write();
      CellFixture.arm(experiment, "cnn", seed, 0.52 + 0.01 * (seed % 2)).write();
      CellFixture.arm(experiment, "scratch", seed, 0.50).write();
    }

    Difference tuned = difference("fine-tune");
    double raw = tuned.pValue().orElseThrow();
    double corrected = tuned.corrected().orElseThrow();

    assertThat(corrected).isCloseTo(2 * raw, withinPercentage(1e-6));
    assertThat(shownP("fine-tune"))
        .isEqualTo(threeDigits(corrected))
        .isNotEqualTo(threeDigits(raw));
    assertThat(shownP("scratch")).isEqualTo("–");
    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("<td class=\"n\">" + threeDigits(corrected) + "</td>");
  }

  @Test
  void showsNoMoreOfASmallPValueThanThatItIsSmall() throws IOException {
    for (int seed = 1; seed <= 5; seed++) {
      CellFixture.arm(experiment, "fine-tune", seed, 0.70 + 0.001 * seed).write();
      CellFixture.arm(experiment, "scratch", seed, 0.50).write();
    }

    assertThat(difference("fine-tune").corrected().orElseThrow()).isBetween(1e-12, 1e-5);
    assertThat(shownP("fine-tune")).isEqualTo("< 0.001");
  }

  private static String threeDigits(double p) {
    return String.format(Locale.ROOT, "%.3f", p);
  }

  private Difference difference(String arm) throws IOException {
    return results().arms().stream()
        .filter(result -> result.arm().equals(arm))
        .findFirst()
        .flatMap(ArmResult::difference)
        .orElseThrow();
  }

  /** Returns what stands in an arm's row for its p-value. */
  private Object shownP(String arm) throws IOException {
    Results results = results();
    List<?> groups = (List<?>) ComparisonSection.of(results, Palette.of(results)).get("groups");
    return groups.stream()
        .flatMap(group -> ((List<?>) ((Map<?, ?>) group).get("rows")).stream())
        .map(row -> (Map<?, ?>) row)
        .filter(row -> row.get("arm").equals(arm))
        .findFirst()
        .orElseThrow()
        .get("p");
  }

  private Results results() throws IOException {
    return Comparison.of(RunReader.read(experiment));
  }
}
