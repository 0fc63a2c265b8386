@NullMarked
package dev.aether.ajj.compose;

import org.jspecify.annotations.NullMarked;
