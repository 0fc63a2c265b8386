@NullMarked
package dev.aether.ajj.system;

import org.jspecify.annotations.NullMarked;
