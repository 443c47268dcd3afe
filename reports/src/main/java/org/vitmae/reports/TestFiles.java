package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the test of an arm left behind beside its metrics; all of it optional.
 *
 * @param scores what each test image contributes to the primary metric, if that is a mean
 * @param resamples the primary metric on other draws of the test images, if it is not
 */
record TestFiles(
    Optional<Scores> scores,
    Optional<Resamples> resamples,
    Optional<ConfusionMatrix> confusion,
    List<CategoryValue> categories,
    List<PrecisionRecall> curves,
    List<PictureSet> pictures) {

  static TestFiles read(Path folder) throws IOException {
    return new TestFiles(
        ScoresReader.read(folder.resolve("scores.csv")),
        ResamplesReader.read(folder.resolve("resamples.csv")),
        ConfusionReader.read(folder.resolve("confusion.csv")),
        CategoriesReader.values(folder.resolve("categories.csv")),
        CategoriesReader.curves(folder.resolve("pr-curves.csv")),
        PicturesReader.read(folder.resolve("images")));
  }
}
