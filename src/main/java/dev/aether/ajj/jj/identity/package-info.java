/** Which repository this is: its id, wherever its directory is moved or copied to. */
@NullMarked
package dev.aether.ajj.jj.identity;

import org.jspecify.annotations.NullMarked;
