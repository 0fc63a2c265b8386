@NullMarked
package dev.aether.ajj.state;

import org.jspecify.annotations.NullMarked;
