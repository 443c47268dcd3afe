package org.vitmae.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A metric over epochs, or any value over another. */
record Curve(List<Point> points) {
  /** One number. */
  record Point(double x, double value) {}

  Curve {
    points = List.copyOf(points);
  }

  /** Returns the finite values of one metric of a cell, in file order. */
  static Curve of(Cell cell, String split, String metric) {
    return new Curve(
        cell.metrics().stream()
            .filter(row -> row.split().equals(split) && row.metric().equals(metric))
            .filter(row -> Double.isFinite(row.value()) && Double.isFinite(row.epoch()))
            .map(row -> new Point(row.epoch(), row.value()))
            .toList());
  }

  /** Returns the mean at each x, over the curves that have a value there. */
  static Curve mean(List<Curve> curves) {
    TreeMap<Double, List<Double>> values = new TreeMap<>();
    for (Curve curve : curves) {
      for (Point point : curve.points) {
        values.computeIfAbsent(point.x, x -> new ArrayList<>()).add(point.value);
      }
    }
    List<Point> means = new ArrayList<>();
    values.forEach((x, all) -> means.add(new Point(x, average(all))));
    return new Curve(means);
  }

  /** Returns at most {@code limit} points, each the mean of as many neighbors. */
  Curve thinned(int limit) {
    int size = points.size();
    if (size <= limit) {
      return this;
    }
    int group = (size + limit - 1) / limit;
    return new Curve(
        IntStream.iterate(0, start -> start < size, start -> start + group)
            .mapToObj(start -> points.subList(start, Math.min(start + group, size)))
            .map(
                near ->
                    new Point(
                        average(near.stream().map(Point::x).toList()),
                        average(near.stream().map(Point::value).toList())))
            .toList());
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  double[] xs() {
    return points.stream().mapToDouble(Point::x).toArray();
  }

  double[] values() {
    return points.stream().mapToDouble(Point::value).toArray();
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
