package org.vitmae.deeplearning4j.mae;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Tokens of images with learned tokens before and after them, the same ones in every image.
 *
 * @param before a class token, or nothing
 * @param own tokens per image that are given
 * @param after mask tokens, or nothing
 */
record Sequence(long images, List<Repeated> before, long own, List<Repeated> after, long width) {
  /**
   * A learned token.
   *
   * @param parameter its name; its last dimension is D, all others are 1
   * @param times per image, at least once
   */
  record Repeated(String parameter, long times) {}

  /** Returns the size of the whole sequence. */
  Tokens tokens() {
    return new Tokens(images, own + count(before) + count(after));
  }

  private static long count(List<Repeated> learned) {
    return learned.stream().mapToLong(Repeated::times).sum();
  }

  /** Maps [N * own, D] to [R, D]. */
  Traced apply(Graph graph, SDVariable x) {
    List<SDVariable> parts = new ArrayList<>();
    before.forEach(token -> parts.add(repeated(graph, token)));
    parts.add(graph.reshape(x, images, own, width));
    after.forEach(token -> parts.add(repeated(graph, token)));
    SDVariable all = parts.size() == 1 ? x : graph.concat(1, parts.toArray(SDVariable[]::new));
    return new Traced(
        graph.reshape(all, tokens().rows(), width), gradient -> back(graph, gradient));
  }

  private SDVariable repeated(Graph graph, Repeated token) {
    SDVariable one = graph.input(token.parameter(), 1, width);
    SDVariable rows = graph.product(graph.ones(images * token.times(), 1), one);
    return graph.reshape(rows, images, token.times(), width);
  }

  private SDVariable back(Graph graph, SDVariable gradient) {
    long from = 0;
    for (Repeated token : before) {
      backToToken(graph, gradient, token, from);
      from += token.times();
    }
    SDVariable byOwn = part(graph, gradient, from, own);
    from += own;
    for (Repeated token : after) {
      backToToken(graph, gradient, token, from);
      from += token.times();
    }
    return byOwn;
  }

  private void backToToken(Graph graph, SDVariable gradient, Repeated token, long from) {
    SDVariable rows = part(graph, gradient, from, token.times());
    graph.gradient(token.parameter(), graph.columnSums(rows, images * token.times()));
  }

  /** Returns some tokens of each image, [N * size, D], of the whole sequence [R, D]. */
  SDVariable part(Graph graph, SDVariable x, long from, long size) {
    long all = tokens().perImage();
    SDVariable byImage = graph.reshape(x, images, all, width);
    return graph.reshape(
        graph.part(byImage, 1, from, size, images, all, width), images * size, width);
  }

  /** Continues with some of the last tokens of each image, [N * size, D]. */
  Traced last(Graph graph, SDVariable x, long size) {
    long all = tokens().perImage();
    return new Traced(
        part(graph, x, all - size, size),
        gradient ->
            graph.reshape(
                graph.concat(
                    1,
                    graph.zeros(images, all - size, width),
                    graph.reshape(gradient, images, size, width)),
                tokens().rows(),
                width));
  }
}
