package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionLayoutTest {
  private static final PatchGrid GRID = new PatchGrid(5, 7, 2, 1);

  @Test
  void theLastBlockOfEachOfEqualGroupsIsGlobal() {
    assertThat(globalBlocks(4, 12)).containsExactly(2, 5, 8, 11);
    assertThat(globalBlocks(1, 3)).containsExactly(2);
    assertThat(globalBlocks(3, 3)).containsExactly(0, 1, 2);
    assertThat(globalBlocks(3, 8)).containsExactly(2, 5, 7);
    assertThat(globalBlocks(0, 3)).isEmpty();
  }

  @Test
  void withoutWindowsEveryBlockIsGlobal() {
    AttentionLayout layout = new AttentionLayout(0, 1, true);

    assertThat(layout.isGlobal(0, 2)).isTrue();
    assertThat(layout.windows(0, 2, GRID)).isEqualTo(new Windows(5, 7, 5, 7));
  }

  @Test
  void aWindowIsNeverLargerThanTheGrid() {
    assertThat(new AttentionLayout(6, 1, false).windows(0, 2, GRID))
        .isEqualTo(new Windows(5, 7, 5, 6));
    assertThat(new AttentionLayout(6, 1, false).windows(1, 2, GRID))
        .isEqualTo(new Windows(5, 7, 5, 7));
  }

  private static List<Integer> globalBlocks(int number, int depth) {
    AttentionLayout layout = new AttentionLayout(2, number, false);
    return IntStream.range(0, depth).filter(i -> layout.isGlobal(i, depth)).boxed().toList();
  }
}
