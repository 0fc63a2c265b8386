@NullMarked
package dev.aether.ajj.model.text;

import org.jspecify.annotations.NullMarked;
