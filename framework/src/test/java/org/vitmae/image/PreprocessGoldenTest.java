package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Byte for byte what Pillow 9.4.0 and torchvision 0.14.1 gave; see golden/preprocess. */
@Tag("golden")
class PreprocessGoldenTest {
  private static final JsonNode INFO = Fixtures.info();

  static Stream<String> images() {
    return items("images").map(image -> image.get("key").textValue());
  }

  static Stream<String> crops() {
    return items("random_resized_crop").map(crop -> crop.get("name").textValue());
  }

  static Stream<String> bicubicResizes() {
    return items("resize_of_rgb_q90_420")
        .filter(resize -> resize.get("filter").textValue().equals("bicubic"))
        .map(resize -> resize.get("name").textValue());
  }

  @ParameterizedTest
  @MethodSource("images")
  void decodesToTheSameBytes(String key) throws IOException {
    byte[] file = Fixtures.bytes(item("images", "key", key).get("file").textValue());

    assertSame(ImageDecoder.decode(file), Fixtures.image("decoded", key));
  }

  @ParameterizedTest
  @MethodSource("images")
  void resizesAndCropsForEvaluation(String key) {
    JsonNode image = item("images", "key", key);
    int side = INFO.get("eval_input_size").intValue();
    Image decoded = Fixtures.image("decoded", key);

    CenterCrop crop = CenterCrop.of(decoded.height(), decoded.width(), side, side);

    assertThat(crop.resizedHeight()).isEqualTo(image.get("resized_height").intValue());
    assertThat(crop.resizedWidth()).isEqualTo(image.get("resized_width").intValue());
    assertThat(crop.window().top()).isEqualTo(image.get("crop_top").intValue());
    assertThat(crop.window().left()).isEqualTo(image.get("crop_left").intValue());
    assertSame(crop.apply(decoded), Fixtures.image("eval_uint8", key));
  }

  @Test
  void resizesWithoutMarginAbove224Pixels() {
    int side = INFO.get("big_eval_input_size").intValue();
    Image decoded = Fixtures.image("decoded", "rgb_landscape");

    Image cropped = CenterCrop.of(decoded.height(), decoded.width(), side, side).apply(decoded);

    assertSame(cropped, Fixtures.image("eval_uint8", "rgb_landscape_big"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void normalizesToTheSameValues(String key) {
    List<Double> mean = Fixtures.numbers(INFO.get("mean"));
    List<Double> std = Fixtures.numbers(INFO.get("std"));

    float[] values = new Normalization(mean, std).apply(Fixtures.image("eval_uint8", key));

    assertThat(Arrays.mismatch(values, Fixtures.floats("eval", key))).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("crops")
  void cutsResizesAndMirrors(String name) {
    JsonNode crop = item("random_resized_crop", "name", name);
    Image decoded = Fixtures.image("decoded", crop.get("image").textValue());
    Window window =
        new Window(
            crop.get("i").intValue(),
            crop.get("j").intValue(),
            crop.get("h").intValue(),
            crop.get("w").intValue());
    int side = crop.get("out_size").intValue();

    Image resized = BicubicResize.resize(decoded, window, side, side);
    Image result = crop.get("hflip").booleanValue() ? HorizontalFlip.apply(resized) : resized;

    assertSame(result, Fixtures.image("random_resized_crop_uint8", name));
  }

  @ParameterizedTest
  @MethodSource("bicubicResizes")
  void resizesToTheSameBytes(String name) {
    Image expected = Fixtures.image("resize_uint8", name);
    Image decoded = Fixtures.image("decoded", "rgb_q90_420");

    assertSame(BicubicResize.resize(decoded, expected.height(), expected.width()), expected);
  }

  @Test
  void mirrorsToTheSameBytes() {
    Image decoded = Fixtures.image("decoded", "rgb_landscape");

    assertSame(HorizontalFlip.apply(decoded), Fixtures.image("hflip", "rgb_landscape"));
  }

  @Test
  void drawsTheSameCropWindows() {
    assertThat(items("crop_window_table"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              int height = row.get("height").intValue();
              int width = row.get("width").intValue();
              double ratio = row.get("aspect_ratio").doubleValue();
              double share = row.get("area_fraction_drawn").doubleValue();

              Window window = RandomResizedCrop.largestWindow(height, width, share, ratio);

              assertThat(window.height()).isEqualTo(row.get("h").intValue());
              assertThat(window.width()).isEqualTo(row.get("w").intValue());
              assertThat(height - window.height())
                  .isEqualTo(row.get("i_is_drawn_from_0_to").intValue());
              assertThat(width - window.width())
                  .isEqualTo(row.get("j_is_drawn_from_0_to").intValue());
            });
  }

  private static Stream<JsonNode> items(String list) {
    return StreamSupport.stream(INFO.get(list).spliterator(), false);
  }

  private static JsonNode item(String list, String key, String value) {
    return items(list)
        .filter(item -> item.get(key).textValue().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static void assertSame(Image actual, Image expected) {
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.channels()).isEqualTo(expected.channels());
    assertThat(Arrays.mismatch(actual.pixels(), expected.pixels())).isEqualTo(-1);
  }
}
