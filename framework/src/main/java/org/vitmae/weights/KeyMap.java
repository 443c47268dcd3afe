package org.vitmae.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a layout names the tensors that the MAE reference (and timm) calls {@code blocks.0...}. */
enum KeyMap {
  /** facebookresearch/mae, timm and our own checkpoints. */
  REFERENCE("names of the MAE reference and timm", "", "patch_embed.proj.weight", List.of()),
  /** Hugging Face transformers 4.x: ViTMAE and ViT. */
  HUGGING_FACE(
      "names of Hugging Face transformers 4.x",
      "vit.",
      "embeddings.patch_embeddings.projection.weight",
      List.of(
          KeyRule.of("cls_token", "embeddings.cls_token"),
          KeyRule.of("pos_embed", "embeddings.position_embeddings"),
          KeyRule.of("patch_embed.proj.~", "embeddings.patch_embeddings.projection.~"),
          KeyRule.of("blocks.*.norm1.~", "encoder.layer.*.layernorm_before.~"),
          KeyRule.of("blocks.*.norm2.~", "encoder.layer.*.layernorm_after.~"),
          attention("blocks.*.attn.qkv.~", "encoder.layer.*"),
          KeyRule.of("blocks.*.attn.proj.~", "encoder.layer.*.attention.output.dense.~"),
          KeyRule.of("blocks.*.mlp.fc1.~", "encoder.layer.*.intermediate.dense.~"),
          KeyRule.of("blocks.*.mlp.fc2.~", "encoder.layer.*.output.dense.~"),
          KeyRule.of("norm.~", "layernorm.~"),
          KeyRule.of("mask_token", "decoder.mask_token"),
          KeyRule.of("decoder_pos_embed", "decoder.decoder_pos_embed"),
          KeyRule.of("decoder_embed.~", "decoder.decoder_embed.~"),
          KeyRule.of("decoder_blocks.*.norm1.~", "decoder.decoder_layers.*.layernorm_before.~"),
          KeyRule.of("decoder_blocks.*.norm2.~", "decoder.decoder_layers.*.layernorm_after.~"),
          attention("decoder_blocks.*.attn.qkv.~", "decoder.decoder_layers.*"),
          KeyRule.of(
              "decoder_blocks.*.attn.proj.~", "decoder.decoder_layers.*.attention.output.dense.~"),
          KeyRule.of("decoder_blocks.*.mlp.fc1.~", "decoder.decoder_layers.*.intermediate.dense.~"),
          KeyRule.of("decoder_blocks.*.mlp.fc2.~", "decoder.decoder_layers.*.output.dense.~"),
          KeyRule.of("decoder_norm.~", "decoder.decoder_norm.~"),
          KeyRule.of("decoder_pred.~", "decoder.decoder_pred.~")));

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

  private static KeyRule attention(String reference, String block) {
    String part = block + ".attention.attention.";
    return KeyRule.of(reference, part + "query.~", part + "key.~", part + "value.~");
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
