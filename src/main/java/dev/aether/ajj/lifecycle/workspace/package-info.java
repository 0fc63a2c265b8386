/** Which workspace a command means: by name, by directory, in jj and in the registry. */
@NullMarked
package dev.aether.ajj.lifecycle.workspace;

import org.jspecify.annotations.NullMarked;
