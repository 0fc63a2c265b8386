@NullMarked
package dev.aether.ajj.inject.template;

import org.jspecify.annotations.NullMarked;
