/** The program {@code ssh}: its connections, which several processes share, and what its messages mean. */
@NullMarked
package dev.aether.ajj.ssh;

import org.jspecify.annotations.NullMarked;
