package org.vitmae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An annotation file in COCO's JSON layout, as it stands there: boxes are not clipped, none is left
 * out.
 *
 * @param images in the file's order
 * @param categories by rising id
 * @param objects in the file's order; every one belongs to an image and a category of the file
 */
public record CocoFile(List<Picture> images, List<Category> categories, List<Item> objects) {
  public CocoFile {
    images = List.copyOf(images);
    categories = List.copyOf(categories);
    objects = List.copyOf(objects);
  }

  /** An image. */
  public record Picture(long id, String fileName, int height, int width) {}

  /** A class of objects; ids may have gaps. */
  public record Category(long id, String name) {}

  /**
   * An object.
   *
   * @param area in pixels; the box's where the file gives none
   * @param mask its pixels, empty if the file has none that can be drawn
   * @param flatPolygons polygons left out because they have fewer than three corners
   */
  public record Item(
      long id,
      long imageId,
      long categoryId,
      double x,
      double y,
      double width,
      double height,
      double area,
      boolean crowd,
      Optional<InstanceMask> mask,
      int flatPolygons) {}

  /**
   * Reads a file.
   *
   * @throws DataException if it is missing, not of the layout, or contradicts itself; the message
   *     names file and record
   */
  public static CocoFile read(Path file) {
    try (RawFile raw = RawFile.open(file)) {
      return parse(raw.read(RawFile.MAX_BYTES), file.toString());
    }
  }

  /**
   * Reads the content of a file.
   *
   * @param source names the file in messages
   */
  static CocoFile parse(byte[] json, String source) {
    return new CocoParser(json, source).parse();
  }
}
