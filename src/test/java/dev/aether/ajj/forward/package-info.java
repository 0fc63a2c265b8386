@NullMarked
package dev.aether.ajj.forward;

import org.jspecify.annotations.NullMarked;
