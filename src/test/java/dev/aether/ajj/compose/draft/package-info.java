@NullMarked
package dev.aether.ajj.compose.draft;

import org.jspecify.annotations.NullMarked;
