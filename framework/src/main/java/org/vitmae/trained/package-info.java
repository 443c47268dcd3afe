/** What a run left behind, found and opened to be used: checkpoints and trained arms. */
@org.jspecify.annotations.NullMarked
package org.vitmae.trained;
