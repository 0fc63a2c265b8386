@NullMarked
package dev.aether.ajj.model.service;

import org.jspecify.annotations.NullMarked;
