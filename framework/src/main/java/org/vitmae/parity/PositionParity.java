package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.model.PositionTables;
import org.vitmae.model.SinCosPositions;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/** Checks position tables and their resizing ({@code pos_embed}). */
public final class PositionParity implements ParitySuite {
  private static final Limit TABLE = new Limit(1e-6, 0);
  private static final Limit RESIZED = new Limit(1e-5, 0);

  @Override
  public String fixture() {
    return "pos_embed";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    JsonNode cases = fixture.json("cases.json");
    try (Safetensors want = fixture.tensors("sincos")) {
      for (JsonNode one : cases.get("sincos")) {
        int grid = one.get("grid").asInt();
        boolean classToken = one.get("cls_token").asBoolean();
        String name = one.get("name").asText();
        comparisons.tensor(
            "sincos." + name,
            SinCosPositions.table(one.get("dim").asInt(), grid, grid, classToken),
            want.floats(name),
            TABLE);
      }
    }
    try (Safetensors tables = fixture.tensors("interpolate")) {
      for (JsonNode one : cases.get("interpolate")) {
        resize(one, tables, device, comparisons);
      }
    }
  }

  private static void resize(
      JsonNode one, Safetensors tables, Device device, Comparisons comparisons) {
    String name = one.get("name").asText();
    int from = one.get("orig_grid").asInt();
    int to = one.get("new_grid").asInt();
    try (Scope scope = new Scope()) {
      Tensor table = Fixture.load(tables, "in_" + name, device);
      comparisons.tensor(
          "interpolate." + name,
          PositionTables.resize(table, from, from, to, to),
          tables.floats("out_" + name),
          from == to ? Limit.EXACT : RESIZED);
    }
  }
}
