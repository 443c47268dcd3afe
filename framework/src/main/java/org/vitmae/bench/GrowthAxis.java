package org.vitmae.bench;

import java.util.List;
import java.util.stream.IntStream;

/** A size of a training step that can grow while the others stay. */
public enum GrowthAxis {
  /** Images per batch, from an eighth of the usual number to four times it. */
  BATCH("batch") {
    @Override
    List<BenchCase> cases(BenchCase base) {
      return IntStream.of(1, 2, 4, 8, 16, 32)
          .map(eighths -> Math.max(1, eighths * base.batchSize() / 8))
          .distinct()
          .mapToObj(base::withBatch)
          .toList();
    }

    @Override
    int size(BenchCase model) {
      return model.batchSize();
    }
  },
  /** Side of the images in pixels, from 4 to 32 patches. */
  IMAGE_SIZE("image-size") {
    @Override
    List<BenchCase> cases(BenchCase base) {
      return IntStream.of(4, 6, 8, 12, 16, 24, 32)
          .mapToObj(patches -> base.withImageSize(patches * base.model().patchSize()))
          .toList();
    }

    @Override
    int size(BenchCase model) {
      return model.imageSize();
    }
  },
  /** Blocks of the encoder, from a quarter of the usual number to four times it. */
  DEPTH("depth") {
    @Override
    List<BenchCase> cases(BenchCase base) {
      return IntStream.of(1, 2, 4, 8, 16)
          .map(quarters -> Math.max(1, quarters * base.model().depth() / 4))
          .distinct()
          .mapToObj(depth -> base.withEncoder(depth, base.model().numHeads()))
          .toList();
    }

    @Override
    int size(BenchCase model) {
      return model.model().depth();
    }
  },
  /** Width of the encoder, from 1 to 16 heads. */
  WIDTH("width") {
    @Override
    List<BenchCase> cases(BenchCase base) {
      return IntStream.of(1, 2, 4, 8, 16)
          .mapToObj(heads -> base.withEncoder(base.model().depth(), heads))
          .toList();
    }

    @Override
    int size(BenchCase model) {
      return model.model().embedDim();
    }
  };

  private final String label;

  GrowthAxis(String label) {
    this.label = label;
  }

  /** Returns the name, in files and tables. */
  public String label() {
    return label;
  }

  /** Returns a model at the sizes that are measured, smallest first, about evenly spaced in log. */
  abstract List<BenchCase> cases(BenchCase base);

  /** Returns what grows. */
  abstract int size(BenchCase model);
}
