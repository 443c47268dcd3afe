package org.vitmae.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an arm reached on one category.
 *
 * @param objects how many objects of it there are to find
 */
record CategoryResult(String category, long objects, String metric, Estimate estimate) {

  /** Returns every category and metric that a run of an arm has, in the order of its files. */
  static List<CategoryResult> of(List<Cell> arm) {
    record Key(String category, String metric) {}
    record Found(Cell cell, CategoryValue value) {}
    Map<Key, List<Found>> found = new LinkedHashMap<>();
    for (Cell cell : arm) {
      for (CategoryValue value : cell.files().categories()) {
        found
            .computeIfAbsent(new Key(value.category(), value.metric()), key -> new ArrayList<>())
            .add(new Found(cell, value));
      }
    }
    List<CategoryResult> results = new ArrayList<>();
    found.forEach(
        (key, runs) -> {
          Map<String, Double> values = new HashMap<>();
          runs.forEach(run -> values.put(run.cell().name(), run.value().value()));
          results.add(
              new CategoryResult(
                  key.category(),
                  runs.get(0).value().objects(),
                  key.metric(),
                  Estimate.of(
                      runs.stream().map(Found::cell).toList(),
                      cell -> Outcome.of(values.get(cell.name())))));
        });
    return results;
  }
}
