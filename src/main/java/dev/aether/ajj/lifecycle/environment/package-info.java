/** The environment of a workspace: its namespace, its host ports, and the configuration of its containers. */
@NullMarked
package dev.aether.ajj.lifecycle.environment;

import org.jspecify.annotations.NullMarked;
