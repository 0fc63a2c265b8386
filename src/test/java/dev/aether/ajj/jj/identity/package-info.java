@NullMarked
package dev.aether.ajj.jj.identity;

import org.jspecify.annotations.NullMarked;
