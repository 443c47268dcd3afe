package org.vitmae.config;

import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * A shape that {@code model.preset} names.
 *
 * @param name for instance {@code base}
 * @param embedDim encoder width
 * @param depth encoder blocks
 * @param numHeads encoder attention heads
 * @param decoderNumHeads decoder attention heads
 */
public record Preset(String name, int embedDim, int depth, int numHeads, int decoderNumHeads) {
  static Preset of(ImmutableNode node) {
    return new Preset(
        node.getNodeName(),
        number(node, "embed-dim"),
        number(node, "depth"),
        number(node, "num-heads"),
        number(node, "decoder-num-heads"));
  }

  private static int number(ImmutableNode node, String key) {
    return Integer.parseInt(Layer.find(node, key).get(0).getValue().toString());
  }
}
