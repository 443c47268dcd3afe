package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vitmae.tensor.Device;

class NearestNeighborsTest {
  /** Neighbors at 0, 90 and 60 degrees, of classes 0, 1 and 1. */
  private static NearestNeighbors three() {
    NearestNeighbors neighbors = new NearestNeighbors(2, 2, Device.CPU);
    float[] features = {3, 0, 0, 0.5f, 1, (float) Math.sqrt(3), 9, 9};
    neighbors.add(features, new int[] {0, 1, 1, 0}, 3);
    return neighbors;
  }

  @Test
  void neighborsVoteByTheExponentialOfTheCosine() {
    try (NearestNeighbors neighbors = three()) {
      List<float[]> votes = neighbors.votes(new float[] {2, 0}, List.of(1, 2, 3));

      float first = (float) Math.exp(1 / 0.07);
      float second = (float) Math.exp(0.5 / 0.07);
      assertThat(votes.get(0)).containsExactly(new float[] {first, 0}, within(first * 1e-5f));
      assertThat(votes.get(1)[0]).isCloseTo(first, within(first * 1e-5f));
      assertThat(votes.get(1)[1]).isCloseTo(second, within(second * 1e-5f));
      assertThat(votes.get(2)[1]).isCloseTo(second + 1, within(second * 1e-5f));
    }
  }

  @Test
  void lengthOfFeaturesDoesNotMatter() {
    try (NearestNeighbors neighbors = three()) {
      float[] small = neighbors.votes(new float[] {0.01f, 0.02f}, List.of(2)).get(0);

      assertThat(neighbors.votes(new float[] {100, 200}, List.of(2)).get(0))
          .containsExactly(small, within(small[1] * 1e-5f));
    }
  }

  @Test
  void choicesAreThoseThatThereAreNeighborsFor() {
    try (NearestNeighbors neighbors = three()) {
      assertThat(neighbors.choices()).containsExactly(1);
      neighbors.add(new float[2 * 7], new int[7], 7);
      assertThat(neighbors.choices()).containsExactly(1, 5, 10);
    }
  }

  @Test
  void moreNeighborsThanThereAreAreAllOfThem() {
    try (NearestNeighbors neighbors = three()) {
      assertThat(neighbors.votes(new float[] {1, 0}, List.of(20)).get(0))
          .containsExactly(neighbors.votes(new float[] {1, 0}, List.of(3)).get(0));
    }
  }

  @Test
  void manyQueriesAreAnsweredLikeEachAlone() {
    int queries = 6000; // times 5000 neighbors: more similarities than are held at once
    int width = 8;
    float[] features = new float[width * queries];
    Random random = new Random(1);
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    int[] labels = IntStream.range(0, queries).map(i -> i % 3).toArray();
    try (NearestNeighbors neighbors = new NearestNeighbors(width, 3, Device.CPU)) {
      neighbors.add(features, labels, 5000);
      float[] all = neighbors.votes(features, List.of(1)).get(0);
      for (int i : new int[] {0, 1, 3354, 3355, 3356, 4999}) {
        float[] own = Arrays.copyOfRange(features, width * i, width * (i + 1));
        float[] alone = neighbors.votes(own, List.of(1)).get(0);
        assertThat(alone[i % 3]).isPositive();
        assertThat(Arrays.copyOfRange(all, 3 * i, 3 * i + 3))
            .containsExactly(alone, within(alone[i % 3] * 1e-4f));
      }
    }
  }

  @Test
  void noNeighborsAreAnError() {
    try (NearestNeighbors none = new NearestNeighbors(2, 2, Device.CPU)) {
      assertThatIllegalStateException().isThrownBy(() -> none.votes(new float[2], List.of(1)));
    }
  }
}
