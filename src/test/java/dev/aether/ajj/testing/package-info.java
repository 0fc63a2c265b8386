/** What tests of several packages share. */
@NullMarked
package dev.aether.ajj.testing;

import org.jspecify.annotations.NullMarked;
