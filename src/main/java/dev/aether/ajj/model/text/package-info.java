/** Single values as texts: how they are read, written and quoted, and where they are in a file. */
@NullMarked
package dev.aether.ajj.model.text;

import org.jspecify.annotations.NullMarked;
