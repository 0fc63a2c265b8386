/** Templates on top of Qute: the names that they may use, their values and their limits. */
@NullMarked
package dev.aether.ajj.inject.template;

import org.jspecify.annotations.NullMarked;
