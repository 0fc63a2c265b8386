/** The effects of signals before, during and after a command. */
@NullMarked
package dev.aether.ajj.system.signal;

import org.jspecify.annotations.NullMarked;
