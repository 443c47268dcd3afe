package org.vitmae.weights;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of {@code torch.save} holds.
 *
 * @param form {@code zip} or {@code legacy}
 * @param root the saved object
 * @param storages key to place in the file
 */
record PthContent(String form, @Nullable Object root, Map<String, Region> storages) {}
