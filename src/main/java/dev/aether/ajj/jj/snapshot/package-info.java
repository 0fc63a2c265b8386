/** What jj has recorded of a workspace's directory, and what of it jj has not. */
@NullMarked
package dev.aether.ajj.jj.snapshot;

import org.jspecify.annotations.NullMarked;
