/** The environment of one workspace: what it is called, its host ports, and what its containers are made from. */
@NullMarked
package dev.aether.ajj.lifecycle.environment;

import org.jspecify.annotations.NullMarked;
