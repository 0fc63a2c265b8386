/** {@code ajj workspace add}. */
@NullMarked
package dev.aether.ajj.lifecycle.add;

import org.jspecify.annotations.NullMarked;
