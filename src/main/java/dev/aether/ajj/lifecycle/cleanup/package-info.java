/** {@code ajj cleanup}: finds and removes orphans. */
@NullMarked
package dev.aether.ajj.lifecycle.cleanup;

import org.jspecify.annotations.NullMarked;
