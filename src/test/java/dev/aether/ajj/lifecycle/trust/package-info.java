@NullMarked
package dev.aether.ajj.lifecycle.trust;

import org.jspecify.annotations.NullMarked;
