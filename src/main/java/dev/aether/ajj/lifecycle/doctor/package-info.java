/** {@code ajj doctor}. */
@NullMarked
package dev.aether.ajj.lifecycle.doctor;

import org.jspecify.annotations.NullMarked;
