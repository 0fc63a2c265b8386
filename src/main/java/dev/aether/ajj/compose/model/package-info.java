/** The model that Compose prints: its services, what is known of their images, and where values came from. */
@NullMarked
package dev.aether.ajj.compose.model;

import org.jspecify.annotations.NullMarked;
