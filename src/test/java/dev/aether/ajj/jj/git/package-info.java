@NullMarked
package dev.aether.ajj.jj.git;

import org.jspecify.annotations.NullMarked;
