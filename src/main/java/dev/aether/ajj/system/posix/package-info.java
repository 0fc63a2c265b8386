/** Functions of the operating system that Java does not offer: calls of the C library, and signals. */
@NullMarked
package dev.aether.ajj.system.posix;

import org.jspecify.annotations.NullMarked;
