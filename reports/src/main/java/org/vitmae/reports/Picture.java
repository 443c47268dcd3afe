package org.vitmae.reports;

import java.nio.file.Path;
import java.util.Map;

/**
 * A picture of a test image.
 *
 * @param image the test image
 * @param counts what is said of it, name to value, such as {@code found} to {@code 3}
 */
record Picture(Path file, String image, Map<String, String> counts) {}
