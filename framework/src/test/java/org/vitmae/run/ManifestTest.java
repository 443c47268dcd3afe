package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.weights.WeightsSource;

class ManifestTest {
  private static final ArmCell ARM =
      new ArmCell(
          new ArmSubject("probe-5", "classification", "linear-probe", "mae", "top1", true, 1),
          Optional.of(new ArmCell.Start("pretrain-s3", 3)),
          Optional.of(new ArmCell.Axis("probe", "labels-per-class", "5")),
          new ArmCell.Trials(4, 100, 1e9, 2.5));

  @TempDir Path folder;

  static Manifest manifest(Optional<ArmCell> arm, String hash) {
    return new Manifest(
        Manifest.Status.RUNNING,
        new CellSubject(
            "quick",
            "A \"quick\" one",
            arm.isPresent() ? "probe-s3" : "pretrain-s3",
            arm.isPresent() ? CellKind.ARM : CellKind.PRETRAIN,
            "deep",
            "scratch",
            "Scenes",
            3,
            "libtorch",
            hash),
        arm,
        arm.map(any -> new WeightsSource("mae/base.pth", "beef")),
        new Environment("cpu", "bf16", 2, "", Map.of("pytorch", "2.10.0")),
        new DataSummary(
            10,
            2,
            5,
            List.of("cat", "dog"),
            Map.of("train", "ab"),
            List.of("x.jpg"),
            List.of("1 of 2 shared.")),
        new Usage(7, 6, 100, 1.5e12, 0.1 + 0.2, 0.25, 1L << 33),
        "2026-01-01T00:00:00Z",
        "",
        List.of("Normalized."));
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws IOException {
    Path file = folder.resolve("manifest.json");
    for (Optional<ArmCell> arm : List.of(Optional.of(ARM), Optional.<ArmCell>empty())) {
      Manifest manifest = manifest(arm, "cafe");
      manifest.write(file);

      assertThat(Manifest.read(file)).isEqualTo(manifest);
    }
  }

  @Test
  void keysAreFlatAndThoseOfArmsOnlyInArms() throws IOException {
    Path file = folder.resolve("manifest.json");
    manifest(Optional.empty(), "cafe").write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "formatVersion",
            "status",
            "experiment",
            "description",
            "cell",
            "kind",
            "variant",
            "baseline",
            "dataset",
            "seed",
            "engine",
            "device",
            "precision",
            "threads",
            "trainImages",
            "validationImages",
            "testImages",
            "classNames",
            "parameters",
            "trainableParameters",
            "imagesSeen",
            "flops",
            "wallSeconds",
            "waitShare",
            "peakMemoryBytes",
            "configHash",
            "dataFingerprint",
            "skipped",
            "warnings",
            "gitCommit",
            "libraries",
            "startedAt",
            "finishedAt",
            "notes");
    assertThat(json.get("status").asText()).isEqualTo("running");
    assertThat(folder.toFile().list()).containsExactly("manifest.json");
  }

  @Test
  void armThatStandsAloneAndStartsAtRandomSaysNothingOfGroupOrPretraining() throws IOException {
    Path file = folder.resolve("manifest.json");
    ArmCell random =
        new ArmCell(
            new ArmSubject("cnn", "classification", "cnn", "random", "top1", true, 0),
            Optional.empty(),
            Optional.empty(),
            ArmCell.Trials.NONE);
    manifest(Optional.of(random), "cafe").write(file);

    assertThat(Files.readString(file)).doesNotContain("pretrain", "group", "axis");
    assertThat(Manifest.read(file).arm()).hasValue(random);
  }

  @Test
  void aCellThatIsTakenOverKeepsWhatWasSaidOfIt() {
    Manifest origin = manifest(Optional.empty(), "cafe");
    CellSubject subject =
        new CellSubject(
            "slow", "", "pretrain-s3", CellKind.PRETRAIN, "", "", "S", 3, "libtorch", "beef");

    Manifest taken = origin.takenOver(subject, "Taken over.");

    assertThat(taken.subject()).isEqualTo(subject);
    assertThat(taken.notes()).containsExactly("Normalized.", "Taken over.");
    assertThat(taken.usage()).isEqualTo(origin.usage());
    assertThat(taken.data()).isEqualTo(origin.data());
    assertThat(taken.startedAt()).isEqualTo(origin.startedAt());
  }

  @Test
  void divergenceIsOnRecord() throws IOException {
    Path file = folder.resolve("manifest.json");
    Manifest running = manifest(Optional.empty(), "cafe");
    running
        .ended(
            Manifest.Status.DIVERGED,
            running.usage(),
            running.data(),
            "2026-01-01T00:01:00Z",
            List.of("The loss became NaN."))
        .write(file);

    assertThat(Manifest.read(file).divergence()).hasValue("The loss became NaN.");
    assertThat(running.divergence()).isEmpty();
  }

  @Test
  void earlierVersionsDidNotNameTheClasses() throws IOException {
    Path file = folder.resolve("manifest.json");
    ObjectMapper mapper = new ObjectMapper();
    manifest(Optional.of(ARM), "cafe").write(file);
    ObjectNode json = (ObjectNode) mapper.readTree(file.toFile());
    json.remove("classNames");
    mapper.writeValue(file.toFile(), json);

    assertThat(Manifest.read(file).data().classNames()).isEmpty();
  }

  @Test
  void otherFormatVersionsAreRefusedWithBothNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("manifest.json"), "{\"formatVersion\": 9}");

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format version 9, this program reads 1");
  }

  @Test
  void textThatIsNotJsonIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("manifest.json"), "{\"formatV");

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.json: not a manifest");
  }

  @Test
  void damageThatIsNoTextNamesTheFile() throws IOException {
    Path file = folder.resolve("manifest.json");
    manifest(Optional.empty(), "h").write(file);
    byte[] damaged = Files.readAllBytes(file);
    damaged[20] = (byte) 0xc3;
    Files.write(file, damaged);

    assertThatThrownBy(() -> Manifest.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + " is not UTF-8 text, so it is damaged or another file; put a whole copy in its place");
  }
}
