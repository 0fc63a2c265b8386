/** {@code ajj logs}. */
@NullMarked
package dev.aether.ajj.lifecycle.logs;

import org.jspecify.annotations.NullMarked;
