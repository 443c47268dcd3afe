package org.vitmae.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checked header of a safetensors file: every tensor lies inside the file and fits its shape.
 *
 * @param dataStart position of the first data byte in the file
 */
record SafetensorsHeader(
    Map<String, TensorInfo> tensors, Map<String, String> metadata, long dataStart) {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;
  static final int MAX_BYTES = 100_000_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  SafetensorsHeader {
    tensors = Collections.unmodifiableMap(tensors);
    metadata = Collections.unmodifiableMap(metadata);
  }

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long fileSize = channel.size();
    if (fileSize < LENGTH_BYTES) {
      throw invalid(file, "has %d bytes, too few for a safetensors header".formatted(fileSize));
    }
    long length = readFully(channel, 0, LENGTH_BYTES).getLong(0);
    if (length < 2 || length > MAX_BYTES || length > fileSize - LENGTH_BYTES) {
      throw invalid(
          file,
          "states a header of %s bytes; at most %d are allowed and %d are left in the file"
              .formatted(Long.toUnsignedString(length), MAX_BYTES, fileSize - LENGTH_BYTES));
    }
    long dataStart = LENGTH_BYTES + length;
    JsonNode json = parse(file, readFully(channel, LENGTH_BYTES, (int) length).array());
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(
            entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), fileSize - dataStart));
      }
    }
    checkDisjoint(file, tensors);
    return new SafetensorsHeader(tensors, metadata, dataStart);
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int size)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer;
  }

  private static JsonNode parse(Path file, byte[] header) throws IOException {
    try {
      JsonNode json = JSON.readTree(header);
      if (!json.isObject()) {
        throw invalid(file, "has a header that is not a JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          message(
              file, "has a header that is not valid JSON (%s)".formatted(e.getOriginalMessage())),
          e);
    }
  }

  private static TensorInfo tensor(Path file, String name, JsonNode json, long dataSize) {
    DType dtype = dtype(file, name, json.path("dtype").asText());
    List<Long> shape = naturals(file, name, "shape", json.path("shape"));
    List<Long> offsets = naturals(file, name, "data_offsets", json.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataSize) {
      throw invalid(
          file,
          "places tensor '%s' at bytes %s, but holds %d bytes of data; it may be cut short"
              .formatted(name, offsets, dataSize));
    }
    TensorInfo info = new TensorInfo(name, dtype, shape, offsets.get(0), offsets.get(1));
    long needed;
    try {
      needed = TensorInfo.byteSize(dtype, shape);
    } catch (ArithmeticException e) {
      needed = Long.MAX_VALUE;
    }
    if (needed != info.byteSize()) {
      throw invalid(
          file,
          "gives tensor '%s' %d bytes, but %s %s needs %d"
              .formatted(name, info.byteSize(), dtype, shape, needed));
    }
    return info;
  }

  private static DType dtype(Path file, String name, String found) {
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.name().equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    file,
                    "gives tensor '%s' the type '%s', expected one of %s"
                        .formatted(name, found, Arrays.toString(DType.values()))));
  }

  private static List<Long> naturals(Path file, String name, String key, JsonNode json) {
    List<Long> values = new ArrayList<>();
    for (JsonNode value : json) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
        throw invalid(
            file,
            "gives tensor '%s' the %s %s, expected whole numbers of at least 0"
                .formatted(name, key, json));
      }
      values.add(value.longValue());
    }
    if (!json.isArray()) {
      throw invalid(file, "gives tensor '%s' no list '%s'".formatted(name, key));
    }
    return values;
  }

  private static void checkDisjoint(Path file, Map<String, TensorInfo> tensors) {
    List<TensorInfo> byPosition =
        tensors.values().stream()
            .filter(info -> info.byteSize() > 0)
            .sorted(Comparator.comparingLong(TensorInfo::begin))
            .toList();
    for (int i = 1; i < byPosition.size(); i++) {
      TensorInfo before = byPosition.get(i - 1);
      TensorInfo after = byPosition.get(i);
      if (after.begin() < before.end()) {
        throw invalid(
            file, "lets tensors '%s' and '%s' overlap".formatted(before.name(), after.name()));
      }
    }
  }

  private static CheckpointException invalid(Path file, String problem) {
    return new CheckpointException(message(file, problem));
  }

  private static String message(Path file, String problem) {
    return file + " " + problem + "; replace it by a whole safetensors file.";
  }
}
