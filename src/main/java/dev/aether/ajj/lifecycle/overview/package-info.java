/** {@code ajj list}, {@code status}, {@code env}, {@code run} and {@code exec}. */
@NullMarked
package dev.aether.ajj.lifecycle.overview;

import org.jspecify.annotations.NullMarked;
