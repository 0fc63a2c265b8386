@NullMarked
package dev.aether.ajj.model.variable;

import org.jspecify.annotations.NullMarked;
