package dev.aether.ajj;

import dev.aether.ajj.cli.AjjApplication;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts ajj. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        Quarkus.run(AjjApplication.class, arguments);
    }
}
