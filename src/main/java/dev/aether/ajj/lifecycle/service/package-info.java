/** Starts services: compares, plans, creates, and waits until they are ready. */
@NullMarked
package dev.aether.ajj.lifecycle.service;

import org.jspecify.annotations.NullMarked;
