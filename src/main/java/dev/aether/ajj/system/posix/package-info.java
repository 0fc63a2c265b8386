/** What the operating system offers and Java has no word for: calls of the C library, and signals. */
@NullMarked
package dev.aether.ajj.system.posix;

import org.jspecify.annotations.NullMarked;
