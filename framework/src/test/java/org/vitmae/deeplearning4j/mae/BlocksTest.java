package org.vitmae.deeplearning4j.mae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BlocksTest {
  private static final int LENGTH = 10_001; // two whole blocks and a part of one

  @Test
  void everyNumberIsSeenOnceAndOnlyWhatIsWrittenChanges() {
    float[] numbers = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = i;
    }
    INDArray sum = Nd4j.createFromArray(numbers);
    INDArray addend = Nd4j.valueArrayOf(new long[] {LENGTH}, 2, DataType.FLOAT);
    Blocks.forEach(
        1,
        (blocks, length) -> {
          for (int i = 0; i < length; i++) {
            blocks[0][i] += blocks[1][i];
            blocks[1][i] = -1;
          }
        },
        sum,
        addend);
    float[] sums = sum.data().asFloat();
    for (int i = 0; i < LENGTH; i++) {
      assertThat(sums[i]).isEqualTo(i + 2f);
    }
    assertThat(addend.data().asFloat()).containsOnly(2);
  }

  @Test
  void normIsOverAllNumbersOfAllArrays() {
    INDArray threes = Nd4j.valueArrayOf(new long[] {LENGTH}, 3, DataType.FLOAT);
    INDArray fours = Nd4j.valueArrayOf(new long[] {73, 137}, 4, DataType.FLOAT);
    assertThat(Blocks.norm(List.of(threes, fours))).isCloseTo(5 * Math.sqrt(LENGTH), within(1e-9));
  }
}
