@NullMarked
package dev.aether.ajj.model;

import org.jspecify.annotations.NullMarked;
