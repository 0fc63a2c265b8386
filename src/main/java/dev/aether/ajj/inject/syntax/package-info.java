/** The syntax of templates: plain text, tags and sections. */
@NullMarked
package dev.aether.ajj.inject.syntax;

import org.jspecify.annotations.NullMarked;
