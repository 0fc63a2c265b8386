/** Completion scripts for shells. */
@NullMarked
package dev.aether.ajj.cli.completion;

import org.jspecify.annotations.NullMarked;
