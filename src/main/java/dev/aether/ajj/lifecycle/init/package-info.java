/** {@code ajj init}. */
@NullMarked
package dev.aether.ajj.lifecycle.init;

import org.jspecify.annotations.NullMarked;
