/** Writes man pages, completion scripts and {@code docs/reference} from the commands and the error codes. */
@NullMarked
package dev.aether.ajj.reference;

import org.jspecify.annotations.NullMarked;
