@NullMarked
package dev.aether.ajj.jj.workspace;

import org.jspecify.annotations.NullMarked;
