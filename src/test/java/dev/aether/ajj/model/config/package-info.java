@NullMarked
package dev.aether.ajj.model.config;

import org.jspecify.annotations.NullMarked;
