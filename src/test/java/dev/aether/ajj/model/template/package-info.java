@NullMarked
package dev.aether.ajj.model.template;

import org.jspecify.annotations.NullMarked;
