/** Compose's model: services, well-known images, and the origins of values. */
@NullMarked
package dev.aether.ajj.compose.model;

import org.jspecify.annotations.NullMarked;
