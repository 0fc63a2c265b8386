/** Tests of the problems. */
@NullMarked
package dev.aether.ajj.error;

import org.jspecify.annotations.NullMarked;
