/** Runs jj: its arguments in, its answer, warnings and hints out. */
@NullMarked
package dev.aether.ajj.jj.command;

import org.jspecify.annotations.NullMarked;
