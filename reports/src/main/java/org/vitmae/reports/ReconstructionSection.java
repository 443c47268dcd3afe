package org.vitmae.reports;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pictures of the first seed of each pretraining that drew any. */
final class ReconstructionSection {
  private static final int WIDTH_OFFSET = 16;
  private static final int SMALL = 96;

  private ReconstructionSection() {}

  static List<Map<String, Object>> of(Run run) {
    Map<String, Cell> first = new LinkedHashMap<>();
    run.pretraining().stream()
        .filter(cell -> !cell.reconstructions().isEmpty())
        .forEach(cell -> first.putIfAbsent(cell.variant(), cell));
    return first.values().stream().map(ReconstructionSection::pictures).toList();
  }

  private static Map<String, Object> pictures(Cell cell) {
    return Map.of(
        "variant", cell.variant(),
        "seed", cell.seeds().words(),
        "notes", cell.notes(),
        "small", width(cell.reconstructions().get(0).original()) <= SMALL,
        "triptychs", cell.reconstructions().stream().map(ReconstructionSection::triptych).toList());
  }

  private static Map<String, String> triptych(Reconstruction pictures) {
    return Map.of(
        "original", DataUri.png(pictures.original()),
        "masked", DataUri.png(pictures.masked()),
        "reconstructed", DataUri.png(pictures.reconstructed()));
  }

  /** Returns the width in pixels from the header every PNG starts with; 0 if it is cut short. */
  private static int width(byte[] png) {
    return png.length < WIDTH_OFFSET + Integer.BYTES
        ? 0
        : ByteBuffer.wrap(png).getInt(WIDTH_OFFSET);
  }
}
