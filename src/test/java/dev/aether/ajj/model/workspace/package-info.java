@NullMarked
package dev.aether.ajj.model.workspace;

import org.jspecify.annotations.NullMarked;
