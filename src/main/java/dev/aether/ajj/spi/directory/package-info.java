/** The directory of a workspace, and the files that ajj renders into it. */
@NullMarked
package dev.aether.ajj.spi.directory;

import org.jspecify.annotations.NullMarked;
