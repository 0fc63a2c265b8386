/** The tables {@code [services.<name>]}, and the rules between services. */
@NullMarked
package dev.aether.ajj.config.service;

import org.jspecify.annotations.NullMarked;
