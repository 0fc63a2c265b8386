@NullMarked
package dev.aether.ajj.lifecycle.environment;

import org.jspecify.annotations.NullMarked;
