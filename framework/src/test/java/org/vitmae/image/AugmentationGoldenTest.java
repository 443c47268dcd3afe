package org.vitmae.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pillow's own results for operations named "OPERATION strength sign". */
@Tag("golden")
class AugmentationGoldenTest {
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("recorded")
  void operationsArePillowsBitForBit(String image, String operation, JsonNode fixture)
      throws IOException {
    String[] parts = operation.split(" ");
    Image input =
        new Image(
            fixture.get("height").asInt(),
            fixture.get("width").asInt(),
            fixture.get("channels").asInt(),
            fixture.get("pixels").binaryValue());
    int[] fill =
        StreamSupport.stream(fixture.get("fill").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();

    Image output =
        RandAugmentOperation.valueOf(parts[0])
            .apply(input, Double.parseDouble(parts[1]), parts[2].equals("-"), fill);

    assertThat(output.pixels()).isEqualTo(fixture.get("operations").get(operation).binaryValue());
  }

  static Stream<Arguments> recorded() throws IOException {
    List<Arguments> all = new ArrayList<>();
    try (InputStream in =
        AugmentationGoldenTest.class.getResourceAsStream("/golden/augment.json")) {
      int number = 0;
      for (JsonNode image : new ObjectMapper().readTree(in).get("images")) {
        String name = "image " + number++;
        image
            .get("operations")
            .fieldNames()
            .forEachRemaining(operation -> all.add(Arguments.of(name, operation, image)));
      }
    }
    return all.stream();
  }
}
