/** The entry point: decides between ajj and jj, and starts the application. */
@NullMarked
package dev.aether.ajj;

import org.jspecify.annotations.NullMarked;
