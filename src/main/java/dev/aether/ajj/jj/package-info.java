/** Jujutsu: the one place that knows its command line and its files. */
@NullMarked
package dev.aether.ajj.jj;

import org.jspecify.annotations.NullMarked;
