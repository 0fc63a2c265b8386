/** The declaration of a service, by groups of keys. */
@NullMarked
package dev.aether.ajj.model.service;

import org.jspecify.annotations.NullMarked;
