/** Problems: everything that can go wrong, as data with a message and hints, carried by one exception. */
@NullMarked
package dev.aether.ajj.error;

import org.jspecify.annotations.NullMarked;
