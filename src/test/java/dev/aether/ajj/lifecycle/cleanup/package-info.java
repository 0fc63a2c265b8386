@NullMarked
package dev.aether.ajj.lifecycle.cleanup;

import org.jspecify.annotations.NullMarked;
