/** Workspaces and services as commands show them. */
@NullMarked
package dev.aether.ajj.lifecycle.view;

import org.jspecify.annotations.NullMarked;
