/** The background process that holds port forwards, and its client. */
@NullMarked
package dev.aether.ajj.forward;

import org.jspecify.annotations.NullMarked;
