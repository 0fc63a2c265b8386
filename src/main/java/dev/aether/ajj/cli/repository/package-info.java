/** The commands on a repository and its machine: set up, allow, check, clean up. */
@NullMarked
package dev.aether.ajj.cli.repository;

import org.jspecify.annotations.NullMarked;
