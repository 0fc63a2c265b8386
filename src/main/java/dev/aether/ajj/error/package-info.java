/** Problems as data, each with a message and hints, carried by one exception. */
@NullMarked
package dev.aether.ajj.error;

import org.jspecify.annotations.NullMarked;
