package org.vitmae.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a layout names the tensors that the MAE reference (and timm) calls {@code blocks.0...}. */
enum KeyMap {
  /** facebookresearch/mae, timm and our own checkpoints. */
  REFERENCE("names of the MAE reference and timm", "", "patch_embed.proj.weight", List.of()),
  /**
   * Hugging Face transformers: ViTMAE and ViT. Written are the names of version 4, which version 5
   * reads, too; version 5's own are read.
   */
  HUGGING_FACE(
      "names of Hugging Face transformers",
      "vit.",
      "embeddings.patch_embeddings.projection.weight",
      Stream.of(
              List.of(
                  KeyRule.of("cls_token", "embeddings.cls_token"),
                  KeyRule.of("pos_embed", "embeddings.position_embeddings"),
                  KeyRule.of("patch_embed.proj.~", "embeddings.patch_embeddings.projection.~"),
                  KeyRule.of("norm.~", "layernorm.~"),
                  KeyRule.of("mask_token", "decoder.mask_token"),
                  KeyRule.of("decoder_pos_embed", "decoder.decoder_pos_embed"),
                  KeyRule.of("decoder_embed.~", "decoder.decoder_embed.~"),
                  KeyRule.of("decoder_norm.~", "decoder.decoder_norm.~"),
                  KeyRule.of("decoder_pred.~", "decoder.decoder_pred.~")),
              BlockNames.VERSION_4.rules("blocks.*.", "encoder.layer.*."),
              BlockNames.VERSION_4.rules("decoder_blocks.*.", "decoder.decoder_layers.*."),
              // version 5's save_pretrained writes version 4's names, but of the decoder these
              BlockNames.VERSION_4.rules("decoder_blocks.*.", "decoder.decoder_encoder.layer.*."),
              BlockNames.VERSION_5.rules("blocks.*.", "layers.*."),
              BlockNames.VERSION_5.rules("decoder_blocks.*.", "decoder.decoder_layers.*."))
          .flatMap(List::stream)
          .toList());

  /** What transformers calls the layers of a block. */
  private enum BlockNames {
    VERSION_4(
        "attention.attention.query",
        "attention.attention.key",
        "attention.attention.value",
        "attention.output.dense",
        "intermediate.dense",
        "output.dense"),
    /** In memory, and on disk with {@code save_original_format=False}. */
    VERSION_5(
        "attention.q_proj",
        "attention.k_proj",
        "attention.v_proj",
        "attention.o_proj",
        "mlp.fc1",
        "mlp.fc2");

    private final String query;
    private final String key;
    private final String value;
    private final String proj;
    private final String fc1;
    private final String fc2;

    BlockNames(String query, String key, String value, String proj, String fc1, String fc2) {
      this.query = query;
      this.key = key;
      this.value = value;
      this.proj = proj;
      this.fc1 = fc1;
      this.fc2 = fc2;
    }

    /** Returns the rules for blocks that are called so here and there. */
    List<KeyRule> rules(String reference, String block) {
      return List.of(
          KeyRule.of(reference + "norm1.~", block + "layernorm_before.~"),
          KeyRule.of(reference + "norm2.~", block + "layernorm_after.~"),
          KeyRule.of(
              reference + "attn.qkv.~",
              block + query + ".~",
              block + key + ".~",
              block + value + ".~"),
          KeyRule.of(reference + "attn.proj.~", block + proj + ".~"),
          KeyRule.of(reference + "mlp.fc1.~", block + fc1 + ".~"),
          KeyRule.of(reference + "mlp.fc2.~", block + fc2 + ".~"));
    }
  }

  private final String title;

  /** Leads the names of the encoder, but not those of decoder and head. */
  private final String encoderPrefix;

  /** A tensor that every model of the layout has. */
  private final String anchor;

  private final List<KeyRule> rules;

  KeyMap(String title, String encoderPrefix, String anchor, List<KeyRule> rules) {
    this.title = title;
    this.encoderPrefix = encoderPrefix;
    this.anchor = anchor;
    this.rules = rules;
  }

  /** Returns whose names they are, in words. */
  String title() {
    return title;
  }

  /**
   * Returns what leads all names of the model, for instance {@code model.} in a training
   * checkpoint; empty if the names are not of this layout.
   */
  Optional<String> prefix(Set<String> names) {
    return names.stream()
        .filter(name -> name.equals(anchor) || name.endsWith("." + anchor))
        .map(name -> name.substring(0, name.length() - anchor.length()))
        .map(prefix -> prefix.endsWith(encoderPrefix) ? cut(prefix) : prefix)
        .findFirst();
  }

  private String cut(String prefix) {
    return prefix.substring(0, prefix.length() - encoderPrefix.length());
  }

  /**
   * Maps the model's tensors to the reference's names.
   *
   * @param prefix what leads all names of the model; others are left out
   * @return reference name to the names of its parts; tensors that the reference does not have
   *     under their own names
   */
  Map<String, List<String>> toReference(Set<String> names, String prefix) {
    Map<String, List<String>> mapped = new LinkedHashMap<>();
    for (String name : names) {
      if (name.startsWith(prefix)) {
        String own = name.substring(prefix.length());
        String encoder = own.startsWith(encoderPrefix) ? encoderPrefix : "";
        String bare = own.substring(encoder.length());
        add(mapped, bare, prefix + encoder, name);
      }
    }
    return mapped;
  }

  private void add(Map<String, List<String>> mapped, String bare, String prefix, String name) {
    for (KeyRule rule : rules) {
      Optional<String> reference = rule.toReference(bare);
      if (reference.isPresent()) {
        List<String> parts = rule.toForeign(reference.get()).orElseThrow();
        mapped.put(reference.get(), parts.stream().map(part -> prefix + part).toList());
        return;
      }
      if (rule.isLaterPart(bare)) {
        return;
      }
    }
    mapped.put(bare, List.of(name));
  }

  /**
   * Returns this layout's names of a reference tensor, empty if it has no place for it.
   *
   * @param encoderOnly whether the encoder is the whole model, so that nothing leads its names
   */
  List<String> toForeign(String reference, boolean encoderOnly) {
    if (rules.isEmpty()) {
      return List.of(reference);
    }
    boolean encoder = !PretrainingTensors.contains(reference);
    String prefix = encoder && !encoderOnly ? encoderPrefix : "";
    return rules.stream()
        .flatMap(rule -> rule.toForeign(reference).stream())
        .findFirst()
        .map(names -> names.stream().map(name -> prefix + name).toList())
        .orElse(List.of());
  }
}
