package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.image.BicubicResize;
import org.vitmae.image.CenterCrop;
import org.vitmae.image.HorizontalFlip;
import org.vitmae.image.Image;
import org.vitmae.image.ImageDecoder;
import org.vitmae.image.Normalization;
import org.vitmae.image.Window;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Checks decoding, resizing and cropping, byte for byte ({@code preprocess}). */
public final class PreprocessParity implements ParitySuite {
  @Override
  public String fixture() {
    return "preprocess";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    JsonNode info = fixture.json("info.json");
    try (Safetensors decoded = fixture.tensors("decoded")) {
      for (JsonNode image : info.get("images")) {
        byte[] file = Files.readAllBytes(folder.resolve(image.get("file").asText()));
        String key = image.get("key").asText();
        same(comparisons, "decoded." + key, ImageDecoder.decode(file), decoded.bytes(key));
      }
      evaluation(fixture, info, decoded, comparisons);
      crops(fixture, info, decoded, comparisons);
      resizes(fixture, info, decoded, comparisons);
    }
  }

  private static void evaluation(
      Fixture fixture, JsonNode info, Safetensors decoded, Comparisons comparisons) {
    try (Safetensors bytes = fixture.tensors("eval_uint8");
        Safetensors floats = fixture.tensors("eval")) {
      Normalization normalization =
          new Normalization(numbers(info.get("mean")), numbers(info.get("std")));
      for (String key : bytes.names()) {
        long[] shape = bytes.shape(key);
        Image image = image(decoded, key.replace("_big", ""));
        Image cropped =
            CenterCrop.of(image.height(), image.width(), (int) shape[0], (int) shape[1])
                .apply(image);
        same(comparisons, "eval_uint8." + key, cropped, bytes.bytes(key));
        if (floats.names().contains(key)) {
          comparisons.tensor(
              "eval." + key,
              normalization.apply(cropped),
              floats.floats(key),
              Limit.forward(Precision.FP32));
        }
      }
    }
  }

  private static void crops(
      Fixture fixture, JsonNode info, Safetensors decoded, Comparisons comparisons) {
    try (Safetensors want = fixture.tensors("random_resized_crop_uint8")) {
      for (JsonNode crop : info.get("random_resized_crop")) {
        Window window =
            new Window(
                crop.get("i").asInt(),
                crop.get("j").asInt(),
                crop.get("h").asInt(),
                crop.get("w").asInt());
        int side = crop.get("out_size").asInt();
        Image image =
            BicubicResize.resize(image(decoded, crop.get("image").asText()), window, side, side);
        String name = crop.get("name").asText();
        same(
            comparisons,
            "random_resized_crop." + name,
            crop.get("hflip").asBoolean() ? HorizontalFlip.apply(image) : image,
            want.bytes(name));
      }
    }
  }

  private static void resizes(
      Fixture fixture, JsonNode info, Safetensors decoded, Comparisons comparisons) {
    try (Safetensors want = fixture.tensors("resize_uint8")) {
      for (JsonNode resize : info.get("resize_of_rgb_q90_420")) {
        if (resize.path("filter").asText().equals("bicubic")) {
          String name = resize.get("name").asText();
          long[] shape = want.shape(name);
          same(
              comparisons,
              "resize." + name,
              BicubicResize.resize(image(decoded, "rgb_q90_420"), (int) shape[0], (int) shape[1]),
              want.bytes(name));
        }
      }
    }
  }

  private static Image image(Safetensors decoded, String key) {
    long[] shape = decoded.shape(key);
    return new Image((int) shape[0], (int) shape[1], (int) shape[2], decoded.bytes(key));
  }

  private static void same(Comparisons comparisons, String name, Image got, byte[] want) {
    comparisons.exact(name, unsigned(got.pixels()), unsigned(want));
  }

  private static long[] unsigned(byte[] bytes) {
    long[] values = new long[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
