@NullMarked
package dev.aether.ajj.system.signal;

import org.jspecify.annotations.NullMarked;
