/** The machine itself: processes, sockets, terminals, directories. */
@NullMarked
package dev.aether.ajj.system;

import org.jspecify.annotations.NullMarked;
