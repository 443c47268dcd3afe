package org.vitmae.config;

/**
 * Where the examples of one split come from; which parts are used depends on the data's format.
 *
 * @param path folder, archive or file, resolved against the data directory; empty if there is none
 * @param list list file inside the folder or archive (formats {@code list} and {@code voc})
 * @param labels label file (format {@code idx}), or JSON file inside the folder or archive (format
 *     {@code coco})
 * @param count number of generated images (format {@code scenes}); elsewhere the number that {@code
 *     describe} plans with, 0 if unknown, and nothing else
 * @param images folder inside the folder or archive that image names start from (format {@code
 *     coco}); empty for its root
 */
public record SourceConfig(String path, String list, String labels, int count, String images) {
  public SourceConfig {
    Range.atLeast("count", count, 0);
  }

  /** Tells whether nothing is given, so that the split does not exist. */
  public boolean isEmpty() {
    return path.isEmpty() && count == 0;
  }
}
