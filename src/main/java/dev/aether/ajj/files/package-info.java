/** Files that several processes share, with locks and atomic writes; and programs that adapters run. */
@NullMarked
package dev.aether.ajj.files;

import org.jspecify.annotations.NullMarked;
