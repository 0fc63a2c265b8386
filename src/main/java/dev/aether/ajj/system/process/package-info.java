/** This process: what it got from the one that started it, and the command that takes its place. */
@NullMarked
package dev.aether.ajj.system.process;

import org.jspecify.annotations.NullMarked;
