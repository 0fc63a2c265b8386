@NullMarked
package dev.aether.ajj.lifecycle.workspace;

import org.jspecify.annotations.NullMarked;
