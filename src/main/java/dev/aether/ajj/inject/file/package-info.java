/** The files of a workspace that ajj writes, whole or as a marked block, and reads back. */
@NullMarked
package dev.aether.ajj.inject.file;

import org.jspecify.annotations.NullMarked;
