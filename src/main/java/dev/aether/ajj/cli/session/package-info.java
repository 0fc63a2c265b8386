/** What a command is, and what it knows of the command line that it runs for. */
@NullMarked
package dev.aether.ajj.cli.session;

import org.jspecify.annotations.NullMarked;
