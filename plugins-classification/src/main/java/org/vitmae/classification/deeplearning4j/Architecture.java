package org.vitmae.classification.deeplearning4j;

import org.vitmae.plugin.ArmRequest;

/** The convolutional networks on offer. */
public enum Architecture {
  /** {@link ResidualNetwork}, for small images. */
  SMALL_RESIDUAL {
    @Override
    Network network(int height, int width, int channels, int classes) {
      return new ResidualNetwork(height, width, channels, classes);
    }
  },
  /** {@link ResNet50}, for photographs. */
  RESNET50 {
    @Override
    Network network(int height, int width, int channels, int classes) {
      return new ResNet50(height, width, channels, classes);
    }
  };

  abstract Network network(int height, int width, int channels, int classes);

  /** Returns the network for a request's images and classes. */
  Network network(ArmRequest request) {
    return network(
        request.data().imageHeight(),
        request.data().imageWidth(),
        request.data().channels(),
        request.classNames().size());
  }
}
