package org.vitmae.experiments;

import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;

/**
 * Makes loaders of examples in order, without augmentation, the last batch padded. Images that keep
 * a size of their own ({@link FramingConfig.Mode#WINDOW}) come one by one.
 */
final class EvaluationLoader {
  private EvaluationLoader() {}

  static Loader of(DataConfig data, FramingConfig framing, Dataset dataset, int batchSize) {
    int noDraws = 0;
    int images = framing.mode() == FramingConfig.Mode.WINDOW ? 1 : batchSize;
    return new Loader(
        dataset,
        EvalTransform.of(framing, data),
        new LoaderOptions(images, false, false, noDraws, data.workers(), data.onCorrupt()));
  }
}
