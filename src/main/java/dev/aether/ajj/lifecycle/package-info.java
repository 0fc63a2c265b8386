/** Use cases: each class is one verb and reads top to bottom as a list of steps. */
@NullMarked
package dev.aether.ajj.lifecycle;

import org.jspecify.annotations.NullMarked;
