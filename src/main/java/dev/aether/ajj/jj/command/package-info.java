/** Runs jj: quotes its arguments, and reads its output, warnings and hints. */
@NullMarked
package dev.aether.ajj.jj.command;

import org.jspecify.annotations.NullMarked;
