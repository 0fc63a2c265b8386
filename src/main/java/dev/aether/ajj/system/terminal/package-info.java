/** The terminal and the standard streams: their size and mode, and questions to the user. */
@NullMarked
package dev.aether.ajj.system.terminal;

import org.jspecify.annotations.NullMarked;
