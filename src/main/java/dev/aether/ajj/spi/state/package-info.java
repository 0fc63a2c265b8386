/** The state between commands: workspaces, host ports, permissions, and their recovery from labels. */
@NullMarked
package dev.aether.ajj.spi.state;

import org.jspecify.annotations.NullMarked;
