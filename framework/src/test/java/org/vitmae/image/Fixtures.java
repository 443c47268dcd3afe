package org.vitmae.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the reference values of {@code golden/preprocess}. */
final class Fixtures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fixtures() {}

  static byte[] bytes(String name) {
    String resource = "/golden/preprocess/" + name;
    try (InputStream in = Fixtures.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode info() {
    try {
      return JSON.readTree(bytes("info.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Double> numbers(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(value.doubleValue()));
    return values;
  }

  /** Returns a tensor of unsigned bytes [H, W, C] as an image. */
  static Image image(String file, String tensor) {
    byte[] all = bytes(file + ".safetensors");
    JsonNode entry = entry(all, tensor);
    JsonNode shape = entry.get("shape");
    return new Image(
        shape.get(0).intValue(),
        shape.get(1).intValue(),
        shape.get(2).intValue(),
        data(all, entry));
  }

  static float[] floats(String file, String tensor) {
    byte[] all = bytes(file + ".safetensors");
    byte[] data = data(all, entry(all, tensor));
    float[] values = new float[data.length / Float.BYTES];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static JsonNode entry(byte[] all, String tensor) {
    try {
      JsonNode entry = JSON.readTree(all, 8, headerLength(all)).get(tensor);
      if (entry == null) {
        throw new IllegalArgumentException("no tensor " + tensor);
      }
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] data(byte[] all, JsonNode entry) {
    int start = 8 + headerLength(all);
    JsonNode offsets = entry.get("data_offsets");
    return Arrays.copyOfRange(
        all, start + offsets.get(0).intValue(), start + offsets.get(1).intValue());
  }

  private static int headerLength(byte[] all) {
    return (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
