/** What shells know of ajj, so that they can complete its command lines. */
@NullMarked
package dev.aether.ajj.cli.completion;

import org.jspecify.annotations.NullMarked;
