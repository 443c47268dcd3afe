package org.vitmae.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ModelConfig;

/** Opens weights of any known format, recognized by what the files hold rather than their names. */
public final class WeightsReader {
  private static final String INDEX = "model.safetensors.index.json";
  private static final String BIN = "pytorch_model.bin";

  private WeightsReader() {}

  /**
   * Opens a Hugging Face folder, a file of {@code torch.save}, a safetensors file or one of our
   * checkpoint folders. Only headers are read.
   *
   * @throws CheckpointException if it is none of these, damaged, or not a Vision Transformer
   */
  public static ModelWeights open(Path path) {
    if (!Files.isDirectory(path)) {
      return openFile(path);
    }
    if (Files.exists(path.resolve(Checkpoint.STATE))) {
      return model(
          path,
          "checkpoint of vitmae" + (KeptWeights.areAveraged(path) ? ", averaged weights" : ""),
          KeptWeights.open(path),
          CellConfig.facts(path));
    }
    ModelFacts facts =
        Files.exists(path.resolve(HuggingFaceConfig.NAME))
            ? HuggingFaceConfig.read(path.resolve(HuggingFaceConfig.NAME))
            : ModelFacts.NONE;
    if (Files.exists(path.resolve(INDEX))) {
      return model(path, "folder", ShardedDict.open(path.resolve(INDEX)), facts);
    }
    if (Files.exists(path.resolve(Checkpoint.MODEL))) {
      return model(path, "folder", safetensors(path.resolve(Checkpoint.MODEL)), facts);
    }
    if (Files.exists(path.resolve(BIN))) {
      return model(path, "folder", PthFile.open(path.resolve(BIN)), facts);
    }
    throw new CheckpointException(
        "%s is a folder without %s, %s, %s or %s; give a folder or file with weights."
            .formatted(path, Checkpoint.MODEL, INDEX, BIN, Checkpoint.STATE));
  }

  /**
   * Opens every tensor of a file of torch.save or a safetensors file under its own name.
   *
   * @throws CheckpointException if it is neither, or damaged
   */
  public static StateDict tensors(Path file) {
    return switch (start(file)) {
      case SAFETENSORS -> safetensors(file);
      case ZIP, PICKLE -> PthFile.open(file);
      case OTHER ->
          throw new CheckpointException(
              "%s begins like neither a safetensors file nor one of torch.save; it may be cut short, or a download's error page."
                  .formatted(file));
    };
  }

  private static ModelWeights openFile(Path path) {
    StateDict raw = tensors(path);
    return raw instanceof PthFile file
        ? model(path, "PyTorch file (" + file.form() + ")", file, facts(file))
        : model(path, "safetensors file", raw, ModelFacts.NONE);
  }

  private static FileStart start(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      return FileStart.of(channel);
    } catch (NoSuchFileException e) {
      throw new CheckpointException(path + " does not exist; check the path.", e);
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read (%s); check the path.".formatted(path, e), e);
    }
  }

  private static StateDict safetensors(Path file) {
    return new SafetensorsDict(Safetensors.open(file));
  }

  /** What the training script's options say; its models have but one layer-norm eps. */
  static ModelFacts facts(PthFile file) {
    return new ModelFacts(
        Optional.empty(),
        Optional.empty(),
        KeyMap.REFERENCE.prefix(file.names()).map(prefix -> ModelConfig.REFERENCE_EPS),
        file.value("args.norm_pix_loss", Boolean.class),
        file.value("args.mask_ratio", Double.class),
        file.value("args.input_size", Integer.class)
            .map(side -> new ModelFacts.ImageSize(side, side)));
  }

  private static ModelWeights model(Path path, String container, StateDict raw, ModelFacts facts) {
    try {
      for (KeyMap layout : KeyMap.values()) {
        Optional<String> prefix = layout.prefix(raw.names());
        if (prefix.isPresent()) {
          StateDict tensors =
              new RenamedDict(path, raw, layout.toReference(raw.names(), prefix.get()));
          return new ModelWeights(
              path,
              container + ", " + layout.title(),
              tensors,
              ModelShape.of(path, tensors),
              facts);
        }
      }
      throw new CheckpointException(
          "%s holds no Vision Transformer: neither 'patch_embed.proj.weight' nor 'embeddings.patch_embeddings.projection.weight' is among its %d tensors."
              .formatted(path, raw.names().size()));
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
