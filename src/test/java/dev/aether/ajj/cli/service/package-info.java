@NullMarked
package dev.aether.ajj.cli.service;

import org.jspecify.annotations.NullMarked;
