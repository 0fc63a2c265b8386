/** Injected files: writes them, whole or as a marked block, and reads them back. */
@NullMarked
package dev.aether.ajj.inject.file;

import org.jspecify.annotations.NullMarked;
