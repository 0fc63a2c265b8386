@NullMarked
package dev.aether.ajj.lifecycle.overview;

import org.jspecify.annotations.NullMarked;
