/** Templates, their values, and the files that they are rendered into. */
@NullMarked
package dev.aether.ajj.model.template;

import org.jspecify.annotations.NullMarked;
