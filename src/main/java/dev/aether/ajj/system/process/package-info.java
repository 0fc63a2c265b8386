/** This process: what it inherited, and the command that replaces it. */
@NullMarked
package dev.aether.ajj.system.process;

import org.jspecify.annotations.NullMarked;
