package org.vitmae.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.files.Disk;

/** Writes weights for others to read, tensor by tensor and in the number format they have. */
public final class WeightsExport {
  /** Whose names the files have. */
  public enum Layout {
    /** {@code config.json} and {@code model.safetensors} for ViTMAEForPreTraining or ViTModel. */
    HUGGINGFACE(KeyMap.HUGGING_FACE),
    /** {@code model.safetensors} with the names of facebookresearch/mae. */
    REFERENCE(KeyMap.REFERENCE);

    private final KeyMap names;

    Layout(KeyMap names) {
      this.names = names;
    }
  }

  private static final Pattern ENCODER =
      Pattern.compile("cls_token|pos_embed|(patch_embed|blocks|norm)\\..*");

  private WeightsExport() {}

  /**
   * Writes a folder that appears as a whole or not at all.
   *
   * @param facts heads and layer-norm eps, needed by {@link Layout#HUGGINGFACE}
   * @param encoderOnly whether to leave out the decoder, or what a task has put on the encoder
   * @param folder must not exist yet
   * @return names of the tensors that the layout has no place for, so that they were left out
   * @throws CheckpointException if the folder exists or cannot be written, or if the layout needs
   *     the images' size and nothing says it
   */
  public static List<String> write(
      ModelWeights weights, ModelFacts facts, Layout layout, boolean encoderOnly, Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new CheckpointException(
          target + " exists already and was left as it is; choose another folder.");
    }
    Path temporary = target.resolveSibling(".writing-" + target.getFileName());
    ModelShape shape = encoderOnly ? weights.shape().withoutDecoder() : weights.shape();
    Optional<ModelFacts.ImageSize> images =
        layout == Layout.HUGGINGFACE ? Optional.of(weights.imageSize()) : Optional.empty();
    List<String> leftOut = new ArrayList<>();
    try {
      Disk.deleteTree(temporary); // of an export that was killed
      Files.createDirectories(temporary);
      Predicate<String> wanted =
          encoderOnly
              ? ENCODER.asMatchPredicate()
              : name -> shape.decoder().isPresent() || !PretrainingTensors.contains(name);
      writer(weights.tensors(), wanted, layout, shape, leftOut)
          .write(temporary.resolve(Checkpoint.MODEL));
      if (images.isPresent()) {
        HuggingFaceConfig.write(
            temporary.resolve(HuggingFaceConfig.NAME), shape, facts, images.get());
      }
      Disk.syncTree(temporary);
      Disk.rename(temporary, target);
    } catch (CheckpointException e) { // the weights cannot be read
      Disk.discard(temporary, e);
      throw e;
    } catch (IOException e) {
      Disk.discard(temporary, e);
      throw new CheckpointException(
          "%s cannot be written (%s); make room on the disk or check its permissions."
              .formatted(target, e),
          e);
    }
    return leftOut;
  }

  private static SafetensorsWriter writer(
      StateDict tensors,
      Predicate<String> wanted,
      Layout layout,
      ModelShape shape,
      List<String> leftOut) {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : tensors.names().stream().filter(wanted).toList()) {
      List<String> parts = layout.names.toForeign(name, shape.decoder().isEmpty());
      for (int part = 0; part < parts.size(); part++) {
        add(writer, tensors, name, parts, part);
      }
      if (parts.isEmpty()) {
        leftOut.add(name);
      }
    }
    return writer;
  }

  /** Adds one of several parts that lie below each other in the tensor. */
  private static void add(
      SafetensorsWriter writer, StateDict tensors, String name, List<String> parts, int part) {
    TensorType type = tensors.type(name);
    long[] shape = type.shape().stream().mapToLong(Long::longValue).toArray();
    if (parts.size() > 1) {
      shape[0] /= parts.size();
    }
    long size = type.byteSize() / parts.size();
    writer.add(
        parts.get(part),
        type.dtype(),
        shape,
        out -> tensors.copy(name, part * size, size, out::write));
  }
}
