/** The process in the background that holds forwards, and how commands talk to it. */
@NullMarked
package dev.aether.ajj.forward;

import org.jspecify.annotations.NullMarked;
