@NullMarked
package dev.aether.ajj.compose.translate;

import org.jspecify.annotations.NullMarked;
