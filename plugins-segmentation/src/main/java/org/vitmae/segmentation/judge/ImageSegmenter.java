package org.vitmae.segmentation.judge;

import java.util.Optional;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.InstanceMap;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.inference.ImageModel;
import org.vitmae.segmentation.inference.Prediction;
import org.vitmae.segmentation.inference.SlidingWindow;
import org.vitmae.segmentation.inference.WindowProbabilities;
import org.vitmae.segmentation.instances.Watershed;

/** Segments whole images with a model of any engine, and judges or shows what comes out. */
public final class ImageSegmenter {
  private final ArmRequest request;
  private final boolean instances;
  private final SlidingWindow window;

  /** Creates the segmenter of an arm. */
  public ImageSegmenter(ArmRequest request) {
    this.request = request;
    SegmenterConfig segmenter = request.arm().segmenter();
    instances = segmenter.instances();
    window =
        new SlidingWindow(segmenter, request.data(), segmenter.scores(request.classNames().size()));
  }

  /** Returns a model that looks at windows as one that looks at images of any size. */
  public ImageModel byWindows(WindowProbabilities model) {
    return (batch, index) -> window.of(batch, index, model);
  }

  /** Judges a model by the images of a split. */
  public SegmentationJudge judge(Iterable<Batch> batches, ImageModel model) {
    SegmentationJudge judge = new SegmentationJudge(request.classNames(), instances);
    for (Batch batch : batches) {
      for (int i = 0; i < batch.valid(); i++) {
        Prediction prediction = model.of(batch, i);
        judge.add(batch, i, prediction.mask(), objects(prediction));
      }
    }
    return judge;
  }

  private Optional<InstanceMap> objects(Prediction prediction) {
    return instances
        ? Optional.of(Watershed.of(prediction.mask(), prediction.relief()))
        : Optional.empty();
  }

  /**
   * Looks at a single image.
   *
   * @param image as a user has it, of any size
   */
  public SegmentedImage look(Image image, ImageModel model) {
    Prediction prediction = model.of(request.batchOf(image), 0);
    return new SegmentedImage(image, prediction.mask(), objects(prediction), request.classNames());
  }
}
