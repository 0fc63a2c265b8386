/** The identity of a repository, which survives moves and detects copies. */
@NullMarked
package dev.aether.ajj.jj.identity;

import org.jspecify.annotations.NullMarked;
