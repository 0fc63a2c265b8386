/** The registry of a repository's workspaces and the machine's ledger of host ports, as locked JSON files. */
@NullMarked
package dev.aether.ajj.state;

import org.jspecify.annotations.NullMarked;
