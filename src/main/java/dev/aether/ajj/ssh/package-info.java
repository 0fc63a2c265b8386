/** The program {@code ssh}: its connections, which several processes share, and its error messages. */
@NullMarked
package dev.aether.ajj.ssh;

import org.jspecify.annotations.NullMarked;
