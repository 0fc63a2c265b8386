/** What a signal does to a running command, and to one that has not begun or has ended. */
@NullMarked
package dev.aether.ajj.system.signal;

import org.jspecify.annotations.NullMarked;
