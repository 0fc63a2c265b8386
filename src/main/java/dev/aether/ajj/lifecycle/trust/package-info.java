/** Checks and stores what the user allows a repository to do. */
@NullMarked
package dev.aether.ajj.lifecycle.trust;

import org.jspecify.annotations.NullMarked;
