/**
 * Files that appear whole or not at all, tables, checksums, and folders that one process holds at a
 * time. Knows nothing of what is in them.
 */
@NullMarked
package org.vitmae.files;

import org.jspecify.annotations.NullMarked;
