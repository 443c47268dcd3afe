package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to boxes that do not fit their image, with an account of it.
 *
 * <p>A box is cut to its image. One without area, before or after, is left out. Its mask stays as
 * it is: what lies outside of the image is never drawn.
 */
final class BoxRule {
  private static final int NAMED = 20;

  private final List<String> dropped = new ArrayList<>();
  private final List<String> clipped = new ArrayList<>();
  private final List<String> flat = new ArrayList<>();
  private int kept;

  /**
   * Cuts a box to an image.
   *
   * @param record names the box in the account
   * @return empty if nothing remains
   */
  Optional<Box> fit(Box box, int height, int width, String record) {
    float x1 = Math.max(0, Math.min(width, box.x1()));
    float y1 = Math.max(0, Math.min(height, box.y1()));
    float x2 = Math.max(0, Math.min(width, box.x2()));
    float y2 = Math.max(0, Math.min(height, box.y2()));
    Box cut =
        new Box(x1, y1, x2, y2, box.label(), box.crowd(), box.difficult(), box.area(), box.mask());
    if (cut.isEmpty()) {
      dropped.add(record);
      return Optional.empty();
    }
    kept++;
    if (x1 != box.x1() || y1 != box.y1() || x2 != box.x2() || y2 != box.y2()) {
      clipped.add(record);
    }
    return Optional.of(cut);
  }

  /** Notes that polygons of an object were left out. */
  void flatPolygons(String record) {
    flat.add(record);
  }

  /**
   * Checks that there is something to learn.
   *
   * @throws DataException if no box was kept
   */
  void requireBoxes(String source) {
    if (kept == 0) {
      throw new DataException(
          ("%s holds no box%s. Name a split with objects; images alone are read with data.format:"
                  + " folder.")
              .formatted(
                  source,
                  dropped.isEmpty()
                      ? ""
                      : " inside its image (%d outside)".formatted(dropped.size())));
    }
  }

  /** Returns a sentence for each kind of box that did not fit. */
  List<String> notes(String source) {
    List<String> notes = new ArrayList<>();
    note(notes, source, dropped, "left out, without area in their image");
    note(notes, source, clipped, "cut to their image");
    note(notes, source, flat, "without polygons of fewer than three corners");
    return notes;
  }

  private static void note(List<String> notes, String source, List<String> records, String what) {
    if (!records.isEmpty()) {
      String names = String.join(", ", records.subList(0, Math.min(NAMED, records.size())));
      notes.add(
          "%s: objects %s: %d (%s%s)"
              .formatted(
                  source, what, records.size(), names, records.size() > NAMED ? ", ..." : ""));
    }
  }
}
