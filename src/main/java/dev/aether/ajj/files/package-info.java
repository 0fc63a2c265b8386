/** Files that several processes share, written one at a time and whole; and programs that adapters run. */
@NullMarked
package dev.aether.ajj.files;

import org.jspecify.annotations.NullMarked;
