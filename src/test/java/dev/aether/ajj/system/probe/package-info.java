@NullMarked
package dev.aether.ajj.system.probe;

import org.jspecify.annotations.NullMarked;
