/** What ajj keeps between commands: workspaces, host ports, permissions; how it is recovered from labels. */
@NullMarked
package dev.aether.ajj.spi.state;

import org.jspecify.annotations.NullMarked;
