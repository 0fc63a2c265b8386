/** {@code ajj workspace forget} and {@code ajj workspace remove}. */
@NullMarked
package dev.aether.ajj.lifecycle.forget;

import org.jspecify.annotations.NullMarked;
