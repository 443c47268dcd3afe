package org.vitmae.weights;

import java.util.Map;

/** The options of a training script, an {@code argparse.Namespace}. */
record Namespace(Map<String, Object> attributes) {}
