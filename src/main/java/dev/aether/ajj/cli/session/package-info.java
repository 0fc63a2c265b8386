/** The interface of a command, and the context that it runs in. */
@NullMarked
package dev.aether.ajj.cli.session;

import org.jspecify.annotations.NullMarked;
