package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.SafetensorsWriter;

class WeightsSourceTest {
  @TempDir private Path folder;

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void aFolderWithOneFileOfWeightsIsKnownByThatFile() throws Exception {
    byte[] file = Files.readAllBytes(Golden.path("hf/model.safetensors"));

    assertThat(WeightsSource.of("published/hf", Golden.path("hf")))
        .isEqualTo(new WeightsSource("published/hf", sha256(file)));
    assertThat(WeightsSource.of("x", Golden.path("hf/model.safetensors")).weightsSha256())
        .isEqualTo(sha256(file));
  }

  @Test
  void severalFilesAreKnownByWhatSha256sumPrints() throws IOException, GeneralSecurityException {
    Path model = folder.resolve(Checkpoint.MODEL);
    Path average = folder.resolve(Checkpoint.AVERAGE);
    Files.copy(Golden.path("mae_tiny/weights.safetensors"), model);
    new SafetensorsWriter()
        .floats("cls_token", new long[] {1, 1, 48}, () -> new float[48])
        .write(average);
    Files.writeString(folder.resolve("state.json"), "{}");

    String lines =
        "%s  ema.safetensors\n%s  model.safetensors\n"
            .formatted(sha256(Files.readAllBytes(average)), sha256(Files.readAllBytes(model)));
    assertThat(WeightsSource.of("own", folder).weightsSha256())
        .isEqualTo(sha256(lines.getBytes(StandardCharsets.UTF_8)));
  }
}
