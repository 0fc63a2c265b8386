/** Injected files: renders and writes them, and keeps them out of jj. */
@NullMarked
package dev.aether.ajj.lifecycle.inject;

import org.jspecify.annotations.NullMarked;
