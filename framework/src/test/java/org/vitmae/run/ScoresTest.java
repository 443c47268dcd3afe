package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
  @TempDir Path folder;
  private final Scores scores = new Scores();

  @Test
  void rowsAreSortedByIdAndPaddingIsLeftOut() throws IOException {
    scores.add(new long[] {7, 10}, new double[] {1, 0.25});
    scores.add(new long[] {2, 2}, new double[] {0});
    scores.write(folder);

    assertThat(folder.resolve("scores.csv")).hasContent("id,score\n2,0.0\n7,1.0\n10,0.25\n");
  }

  @Test
  void oneExampleHasOneScore() {
    scores.add(new long[] {7}, new double[] {1});

    assertThatThrownBy(() -> scores.add(new long[] {7}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 7");
    assertThatThrownBy(() -> scores.add(new long[] {8}, new double[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aScoreIsANumber(double score) {
    assertThatThrownBy(() -> new Scores().add(new long[] {3, 4}, new double[] {1, score}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a score is a finite number, got %s for sample 4", score);
  }
}
