/** {@code ajj up} and {@code ajj down}. */
@NullMarked
package dev.aether.ajj.lifecycle.up;

import org.jspecify.annotations.NullMarked;
