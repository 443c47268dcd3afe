package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
  void noNeighborsAreAnError() {
    try (NearestNeighbors none = new NearestNeighbors(2, 2, Device.CPU)) {
      assertThatIllegalStateException().isThrownBy(() -> none.votes(new float[2], List.of(1)));
    }
  }
}
