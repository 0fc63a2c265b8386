@NullMarked
package dev.aether.ajj.compose.model;

import org.jspecify.annotations.NullMarked;
