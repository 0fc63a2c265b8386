@NullMarked
package dev.aether.ajj.lifecycle;

import org.jspecify.annotations.NullMarked;
