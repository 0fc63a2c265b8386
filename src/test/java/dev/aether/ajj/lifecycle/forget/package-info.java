@NullMarked
package dev.aether.ajj.lifecycle.forget;

import org.jspecify.annotations.NullMarked;
