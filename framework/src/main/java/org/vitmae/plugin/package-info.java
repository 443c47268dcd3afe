/**
 * What an author of downstream tasks compiles against, and the loader that finds their plugins on
 * the class path.
 */
@org.jspecify.annotations.NullMarked
package org.vitmae.plugin;
