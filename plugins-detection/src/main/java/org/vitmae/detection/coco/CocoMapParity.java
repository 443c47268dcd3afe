package org.vitmae.detection.coco;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.vitmae.data.CocoFile;
import org.vitmae.data.Polygons;
import org.vitmae.data.RunLengthText;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.CategoryResult;
import org.vitmae.detection.evaluation.CocoEvaluation;
import org.vitmae.detection.evaluation.MaskRegion;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks evaluation and run lengths against the COCO API's ({@code coco_map}). */
public final class CocoMapParity implements ParitySuite {
  /** What the COCO API gives where there is nothing to judge. */
  private static final double NOTHING = -1;

  @Override
  public String fixture() {
    return "coco_map";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    for (int number = 1; fixture.has("case%d_gt.json".formatted(number)); number++) {
      String name = "case" + number;
      JsonNode want = fixture.json(name + "_expected.json");
      GroundTruth truth = new GroundTruth(CocoFile.read(folder.resolve(name + "_gt.json")));
      List<CocoResult> results = CocoResults.read(folder.resolve(name + "_dt.json"));
      check(name + ".bbox", truth.evaluateBoxes(results), want, want.get("bbox"), comparisons);
      if (want.has("segm")) {
        check(name + ".segm", truth.evaluateMasks(results), want, want.get("segm"), comparisons);
      }
    }
    if (fixture.has("rle.json")) {
      checkMasks(fixture.json("rle.json"), comparisons);
    }
  }

  private static void check(
      String name, CocoEvaluation got, JsonNode names, JsonNode want, Comparisons comparisons) {
    for (int i = 0; i < names.get("stat_names").size(); i++) {
      String figure = names.get("stat_names").get(i).asText();
      comparisons.number(
          name + "." + figure,
          got.figures().getOrDefault(figure, NOTHING),
          want.get("stats").get(i).asDouble(),
          Limit.METRIC);
    }
    for (Map.Entry<String, JsonNode> category : want.get("per_category").properties()) {
      Map<String, Double> figures = got.categories().get(Long.valueOf(category.getKey())).figures();
      for (Map.Entry<String, JsonNode> figure : category.getValue().properties()) {
        comparisons.number(
            "%s.%s.%s".formatted(name, category.getKey(), figure.getKey()),
            figures.getOrDefault(figure.getKey(), NOTHING),
            figure.getValue().asDouble(),
            Limit.METRIC);
      }
    }
    JsonNode byOverlap = want.get("per_iou_AP");
    for (int i = 0; i < byOverlap.size(); i++) {
      comparisons.number(
          "%s.overlap%d".formatted(name, i),
          meanPrecision(got, i),
          byOverlap.get(i).asDouble(),
          Limit.METRIC);
    }
    CategoryResult first = got.categories().get(got.categories().firstKey());
    comparisons.tensor(
        name + ".curve",
        floats(first.all().orElseThrow().precision()[0]),
        floats(numbers(want.get("precision_curve_iou50_first_category"))),
        Limit.METRIC);
  }

  private static double meanPrecision(CocoEvaluation evaluation, int overlap) {
    return evaluation.categories().values().stream()
        .flatMap(category -> category.all().stream())
        .mapToDouble(curves -> curves.averagePrecision(overlap))
        .average()
        .orElse(NOTHING);
  }

  private static void checkMasks(JsonNode want, Comparisons comparisons) {
    List<JsonNode> masks = StreamSupport.stream(want.get("masks").spliterator(), false).toList();
    for (int i = 0; i < masks.size(); i++) {
      JsonNode mask = masks.get(i);
      RunLengths got = drawn(mask);
      String name = "rle." + i;
      comparisons.exact(name + ".counts", longs(got.counts()), longs(mask.get("counts")));
      String text = mask.get("counts_string").asText();
      comparisons.exact(
          name + ".text",
          RunLengthText.format(got).chars().asLongStream().toArray(),
          text.chars().asLongStream().toArray());
      comparisons.exact(
          name + ".parsed",
          longs(RunLengthText.parse(text, got.height(), got.width()).counts()),
          longs(mask.get("counts")));
      comparisons.number(name + ".area", got.area(), mask.get("area").asDouble(), Limit.EXACT);
      comparisons.tensor(
          name + ".bbox", floats(got.bounds()), floats(numbers(mask.get("bbox"))), Limit.EXACT);
    }
    JsonNode overlaps = want.get("iou_of_first6_rows_against_last6_columns");
    int columns = want.get("iscrowd_of_last6").size();
    for (int row = 0; row < overlaps.size(); row++) {
      for (int column = 0; column < columns; column++) {
        MaskRegion other = MaskRegion.of(drawn(masks.get(masks.size() - columns + column)));
        comparisons.number(
            "rle.overlap.%d.%d".formatted(row, column),
            MaskRegion.of(drawn(masks.get(row)))
                .overlap(other, want.get("iscrowd_of_last6").get(column).asInt() != 0),
            overlaps.get(row).get(column).asDouble(),
            Limit.METRIC);
      }
    }
  }

  private static RunLengths drawn(JsonNode mask) {
    return new Polygons(List.of(numbers(mask.get("polygon"))))
        .raster(mask.get("height").asInt(), mask.get("width").asInt());
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private static long[] longs(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
