/** The files and revision that jj has recorded of a workspace's directory. */
@NullMarked
package dev.aether.ajj.jj.snapshot;

import org.jspecify.annotations.NullMarked;
