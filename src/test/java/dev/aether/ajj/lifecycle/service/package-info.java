@NullMarked
package dev.aether.ajj.lifecycle.service;

import org.jspecify.annotations.NullMarked;
