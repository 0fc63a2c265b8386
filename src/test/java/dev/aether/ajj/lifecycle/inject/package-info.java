@NullMarked
package dev.aether.ajj.lifecycle.inject;

import org.jspecify.annotations.NullMarked;
