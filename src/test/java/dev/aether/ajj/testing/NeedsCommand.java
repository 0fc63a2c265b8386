package dev.aether.ajj.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips the test, in CI too, if a command is missing that the set-up does not install, such as an uncommon shell. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CommandCondition.class)
public @interface NeedsCommand {
    /** The command's name, as found on the PATH. */
    String value();
}
