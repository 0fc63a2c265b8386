/** Jujutsu: the one place that knows its command line and its files. Here is what others use. */
@NullMarked
package dev.aether.ajj.jj;

import org.jspecify.annotations.NullMarked;
