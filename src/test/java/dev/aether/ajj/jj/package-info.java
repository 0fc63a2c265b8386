@NullMarked
package dev.aether.ajj.jj;

import org.jspecify.annotations.NullMarked;
