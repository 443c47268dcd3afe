package org.vitmae.config;

/**
 * Where the examples of one split come from; which parts are used depends on the data's format.
 *
 * @param path folder, archive or file, resolved against the data directory; empty if there is none
 * @param list list file inside the folder or archive (formats {@code list}, {@code voc} and {@code
 *     masks})
 * @param labels label file (format {@code idx}), JSON file inside the folder or archive (format
 *     {@code coco}), or the pattern that its masks are named by (format {@code masks})
 * @param count number of generated images (format {@code scenes}); elsewhere the number that {@code
 *     describe} plans with, 0 if unknown, and nothing else
 * @param images folder inside the folder or archive that image names start from (format {@code
 *     coco}), empty for its root; or the pattern that its images are named by (format {@code
 *     masks})
 * @param instances pattern of the maps of objects inside the folder or archive (format {@code
 *     masks}); empty without
 */
public record SourceConfig(
    String path, String list, String labels, int count, String images, String instances) {
  /** Is given for a split that does not exist. */
  public static final SourceConfig NONE = new SourceConfig("", "", "", 0, "", "");

  public SourceConfig {
    Range.atLeast("count", count, 0);
  }

  /** Tells whether nothing is given, so that the split does not exist. */
  public boolean isEmpty() {
    return path.isEmpty() && count == 0;
  }
}
