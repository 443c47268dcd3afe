package org.vitmae.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J and libtorch share one process, one OpenBLAS and one JavaCPP, whichever comes first. */
class NativesTest {
  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void workTogetherInOneProcess(String first) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Both.class.getName(),
                first)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Multiplies matrices of ones in both libraries; exits with 1 on any wrong sum. */
  static final class Both {
    private static final int SIDE = 300;

    public static void main(String[] arguments) {
      boolean nd4jFirst = arguments[0].equals("nd4j");
      boolean right =
          nd4jFirst ? nd4j() && libtorch() && nd4j() : libtorch() && nd4j() && libtorch();
      System.exit(right ? 0 : 1);
    }

    private static boolean nd4j() {
      INDArray ones = Nd4j.ones(SIDE, SIDE);
      return ones.mmul(ones).sumNumber().doubleValue() == Math.pow(SIDE, 3);
    }

    private static boolean libtorch() {
      Tensor ones = torch.ones(SIDE, SIDE);
      return torch.mm(ones, ones).sum().item_double() == Math.pow(SIDE, 3);
    }
  }
}
