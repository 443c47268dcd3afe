package org.vitmae.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What an arm tells of a single image. What there is to read is up to its class, which is its
 * task's; all of it is plain Java and outlives the arm.
 */
public interface Prediction {
  /**
   * Writes what the commands {@code classify}, {@code detect} and {@code segment} leave behind.
   *
   * @param fileName the image's, for instance {@code street.jpg}; what is written is named after
   *     what stands before its last dot
   * @param leastScore how sure the arm must be of what is written, in [0, 1], if it finds things
   *     and scores them
   * @param outFolder an existing folder
   * @return the files written
   */
  List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException;
}
