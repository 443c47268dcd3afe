package org.vitmae.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One annotation of Pascal VOC.
 *
 * @param source names the file in messages
 */
record VocFile(String source, int height, int width, List<Item> objects) {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  VocFile {
    objects = List.copyOf(objects);
  }

  /** An object; corners are pixels counted from 1 that belong to it. */
  record Item(
      String record,
      String name,
      double xMin,
      double yMin,
      double xMax,
      double yMax,
      boolean difficult) {
    /**
     * Returns the box.
     *
     * @param pixel what the first corner's own pixel adds to width and height
     */
    Box box(int label, int pixel) {
      float x1 = (float) xMin - pixel;
      float y1 = (float) yMin - pixel;
      float area = (float) ((xMax - x1) * (yMax - y1));
      return new Box(
          x1, y1, (float) xMax, (float) yMax, label, false, difficult, area, Optional.empty());
    }
  }

  /**
   * Reads an annotation. A document type, and with it every entity, is refused.
   *
   * @throws DataException if it is no whole XML file of the layout
   */
  static VocFile parse(byte[] xml, String source) {
    Element root;
    try {
      root = builder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (SAXException | IOException e) {
      throw new DataException(
          "%s cannot be read as XML without a document type: %s. Restore or correct the file."
              .formatted(source, e.getMessage()),
          e);
    }
    Element size = child(root, "size", source);
    List<Item> objects = new ArrayList<>();
    for (Element object : children(root, "object")) {
      String record = "%s, object %d".formatted(source, objects.size() + 1);
      Element box = child(object, "bndbox", record);
      objects.add(
          new Item(
              record,
              text(object, "name", record),
              number(box, "xmin", record),
              number(box, "ymin", record),
              number(box, "xmax", record),
              number(box, "ymax", record),
              children(object, "difficult").stream()
                  .anyMatch(flag -> flag.getTextContent().strip().equals("1"))));
    }
    return new VocFile(source, side(size, "height", source), side(size, "width", source), objects);
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(NO_DOCTYPE, true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // throws instead of printing
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform can refuse document types", e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element child(Element parent, String name, String record) {
    List<Element> found = children(parent, name);
    if (found.isEmpty()) {
      throw new DataException(
          "%s has no <%s> in <%s>. Correct the file.".formatted(record, name, parent.getTagName()));
    }
    return found.get(0);
  }

  private static String text(Element parent, String name, String record) {
    String text = child(parent, name, record).getTextContent().strip();
    if (text.isEmpty()) {
      throw new DataException("%s has an empty <%s>. Correct the file.".formatted(record, name));
    }
    return text;
  }

  private static double number(Element parent, String name, String record) {
    String text = text(parent, name, record);
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers that are not finite.
    }
    throw new DataException(
        "%s has the %s \"%s\"; it must be a number. Correct the file."
            .formatted(record, name, text));
  }

  private static int side(Element size, String name, String record) {
    double side = number(size, name, record);
    if (side < 1 || side != (int) side) {
      throw new DataException(
          "%s has the image %s %s; it must be a whole number from 1 on. Correct the file."
              .formatted(record, name, side));
    }
    return (int) side;
  }
}
