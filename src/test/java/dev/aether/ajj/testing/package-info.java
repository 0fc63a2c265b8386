/** What several tests need: a world without jj, engine or disk, and conditions for those that need the real ones. */
@NullMarked
package dev.aether.ajj.testing;

import org.jspecify.annotations.NullMarked;
