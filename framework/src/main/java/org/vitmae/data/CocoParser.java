package org.vitmae.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.vitmae.data.CocoFile.Category;
import org.vitmae.data.CocoFile.Item;
import org.vitmae.data.CocoFile.Picture;
import org.vitmae.image.ImageDecoder;

/**
 * Reads COCO's JSON in two passes, record by record, so that a file of half a gigabyte never stands
 * in memory as a tree; the second pass can check objects against images and categories.
 */
final class CocoParser {
  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final Set<String> SECTIONS = Set.of("images", "categories", "annotations");

  private final byte[] json;
  private final String source;
  private final Map<Long, Picture> images = new HashMap<>();
  private final Set<Long> categoryIds = new HashSet<>();
  private final Set<Long> objectIds = new HashSet<>();
  private final List<Picture> pictures = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final List<Item> objects = new ArrayList<>();

  CocoParser(byte[] json, String source) {
    this.json = json;
    this.source = source;
  }

  CocoFile parse() {
    try {
      Set<String> found = pass(Map.of("images", this::addImage, "categories", this::addCategory));
      if (!found.containsAll(SECTIONS)) {
        throw new DataException(
            "%s is no annotation file of COCO's layout: it needs the lists %s, found %s."
                .formatted(source, SECTIONS.stream().sorted().toList(), found));
      }
      pass(Map.of("annotations", this::addObject));
    } catch (IOException e) {
      throw new DataException(
          "%s is no whole JSON file: %s. Restore it from its source."
              .formatted(source, e.getMessage()),
          e);
    }
    categories.sort(Comparator.comparingLong(Category::id));
    return new CocoFile(pictures, categories, objects);
  }

  /**
   * Hands each record of some top-level lists on.
   *
   * @return the sections known that are in the file
   */
  private Set<String> pass(Map<String, Consumer<JsonRecord>> readers) throws IOException {
    Set<String> found = new HashSet<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DataException(source + " must be a JSON object of COCO's layout.");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String section = parser.currentName();
        boolean list = parser.nextToken() == JsonToken.START_ARRAY;
        if (list && SECTIONS.contains(section)) {
          found.add(section);
        }
        if (!list || !readers.containsKey(section)) {
          parser.skipChildren();
          continue;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
          JsonNode node = parser.readValueAsTree();
          readers
              .get(section)
              .accept(new JsonRecord(node, "%s: %s[%d]".formatted(source, section, i)));
        }
      }
    }
    return found;
  }

  private void addImage(JsonRecord node) {
    Picture picture =
        new Picture(
            node.id("id"), node.text("file_name"), node.count("height"), node.count("width"));
    if ((long) picture.height() * picture.width() > ImageDecoder.MAX_PIXELS) {
      throw node.wrong(
          "claims %d x %d pixels, more than can be read"
              .formatted(picture.width(), picture.height()));
    }
    if (images.put(picture.id(), picture) != null) {
      throw node.wrong("repeats the image id %d".formatted(picture.id()));
    }
    pictures.add(picture);
  }

  private void addCategory(JsonRecord node) {
    Category category = new Category(node.id("id"), node.text("name"));
    if (!categoryIds.add(category.id())) {
      throw node.wrong("repeats the category id %d".formatted(category.id()));
    }
    categories.add(category);
  }

  private void addObject(JsonRecord node) {
    long id = node.id("id");
    JsonRecord named = node.named("annotation " + id);
    long imageId = named.id("image_id");
    Picture image = images.get(imageId);
    if (image == null) {
      throw named.wrong("belongs to image %d, which the file does not list".formatted(imageId));
    }
    long categoryId = named.id("category_id");
    if (!categoryIds.contains(categoryId)) {
      throw named.wrong("has the category %d, which the file does not list".formatted(categoryId));
    }
    if (!objectIds.add(id)) {
      throw named.wrong("repeats an id that an earlier one has");
    }
    double[] box = named.coordinates("bbox");
    if (box.length != 4) {
      throw named.wrong("has a bbox of %d numbers instead of 4".formatted(box.length));
    }
    CocoSegmentation pixels = CocoSegmentation.of(named, image.height(), image.width());
    objects.add(
        new Item(
            id,
            imageId,
            categoryId,
            box[0],
            box[1],
            box[2],
            box[3],
            named.number("area", box[2] * box[3]),
            named.number("iscrowd", 0) != 0,
            pixels.mask(),
            pixels.flatPolygons()));
  }
}
