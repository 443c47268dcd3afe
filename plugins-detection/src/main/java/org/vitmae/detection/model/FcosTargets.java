package org.vitmae.detection.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What cells should say: a cell stands for the smallest object whose middle it lies in and whose
 * size suits its level (Tian et al. 2019, sections 3.1 and 3.2; the middle instead of the whole box
 * follows the authors' later version). Cells that stand for nothing are not listed.
 *
 * @param cells indices of the cells, rising, [P]
 * @param labels their classes from 0, [P]
 * @param sides their distances to left, top, right, bottom in strides, [P, 4]
 * @param centerness 1 in the middle of the box, falling to 0 at its border, [P]
 */
record FcosTargets(long[] cells, long[] labels, float[] sides, float[] centerness) {
  /** How far from its middle, in strides, a box is represented. */
  private static final float RADIUS = 1.5f;

  /**
   * Assigns the cells of one image.
   *
   * @param boxes [G, 4], row-major
   * @param classes [G]
   */
  static FcosTargets of(FcosCells cells, float[] boxes, long[] classes) {
    int[] objects =
        IntStream.range(0, cells.size()).map(cell -> smallest(cells, cell, boxes)).toArray();
    int[] own = IntStream.range(0, objects.length).filter(i -> objects[i] >= 0).toArray();
    FcosTargets targets =
        new FcosTargets(
            Arrays.stream(own).asLongStream().toArray(),
            Arrays.stream(own).mapToLong(cell -> classes[objects[cell]]).toArray(),
            new float[4 * own.length],
            new float[own.length]);
    for (int i = 0; i < own.length; i++) {
      float[] sides = cells.sides(own[i], boxes, objects[own[i]]);
      System.arraycopy(sides, 0, targets.sides, 4 * i, 4);
      targets.centerness[i] = centerness(sides);
    }
    return targets;
  }

  /** Puts the targets of several images one after the other. */
  static FcosTargets join(List<FcosTargets> images, long cellsPerImage) {
    FcosTargets all = new FcosTargets(new long[0], new long[0], new float[0], new float[0]);
    for (int image = 0; image < images.size(); image++) {
      all = all.followedBy(images.get(image), image * cellsPerImage);
    }
    return all;
  }

  private FcosTargets followedBy(FcosTargets next, long firstCell) {
    long[] allCells = Arrays.copyOf(cells, size() + next.size());
    long[] allLabels = Arrays.copyOf(labels, size() + next.size());
    float[] allSides = Arrays.copyOf(sides, sides.length + next.sides.length);
    float[] allCenterness = Arrays.copyOf(centerness, size() + next.size());
    for (int i = 0; i < next.size(); i++) {
      allCells[size() + i] = firstCell + next.cells[i];
    }
    System.arraycopy(next.labels, 0, allLabels, size(), next.size());
    System.arraycopy(next.sides, 0, allSides, sides.length, next.sides.length);
    System.arraycopy(next.centerness, 0, allCenterness, size(), next.size());
    return new FcosTargets(allCells, allLabels, allSides, allCenterness);
  }

  /** Returns P. */
  int size() {
    return cells.length;
  }

  private static float centerness(float[] sides) {
    float across = Math.min(sides[0], sides[2]) / Math.max(sides[0], sides[2]);
    float down = Math.min(sides[1], sides[3]) / Math.max(sides[1], sides[3]);
    return (float) Math.sqrt(across * down);
  }

  /** Returns the smallest box that the cell may stand for, -1 if there is none. */
  private static int smallest(FcosCells cells, int cell, float[] boxes) {
    int best = -1;
    float bestArea = Float.POSITIVE_INFINITY;
    for (int object = 0; object < boxes.length / 4; object++) {
      if (!isMiddle(cells, cell, boxes, object)) {
        continue; // nearly all of them: no need for more
      }
      float[] sides = cells.sides(cell, boxes, object);
      float area = (sides[0] + sides[2]) * (sides[1] + sides[3]); // in the cell's own strides
      if (area < bestArea && isInside(sides) && cells.suits(cell, sides)) {
        best = object;
        bestArea = area;
      }
    }
    return best;
  }

  /** Tells whether a cell lies in the middle of a box, wherever its sides are. */
  private static boolean isMiddle(FcosCells cells, int cell, float[] boxes, int object) {
    float reach = 2 * RADIUS * cells.strides()[cell];
    int at = 4 * object;
    return Math.abs(2 * cells.x()[cell] - boxes[at] - boxes[at + 2]) < reach
        && Math.abs(2 * cells.y()[cell] - boxes[at + 1] - boxes[at + 3]) < reach;
  }

  /** Tells whether a cell lies inside a box at these distances. */
  private static boolean isInside(float[] sides) {
    return Math.min(Math.min(sides[0], sides[1]), Math.min(sides[2], sides[3])) > 0;
  }
}
