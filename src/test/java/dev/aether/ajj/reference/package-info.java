/** Writes the reference, from the commands and the error codes themselves, and holds what is checked in to it. */
@NullMarked
package dev.aether.ajj.reference;

import org.jspecify.annotations.NullMarked;
