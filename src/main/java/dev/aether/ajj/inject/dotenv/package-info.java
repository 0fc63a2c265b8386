/** The syntax of dotenv files: reads their variables, and quotes rendered values. */
@NullMarked
package dev.aether.ajj.inject.dotenv;

import org.jspecify.annotations.NullMarked;
