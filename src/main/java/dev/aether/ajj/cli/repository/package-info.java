/** The commands for a repository and its machine: init, trust, doctor, cleanup. */
@NullMarked
package dev.aether.ajj.cli.repository;

import org.jspecify.annotations.NullMarked;
