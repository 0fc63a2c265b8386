package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Leftover;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Templates;
import java.util.List;

/** The rendered files. {@link CheckOutStep} has made their places, and takes them away again. */
final class InjectStep implements Step {
    private final Environment environment;
    private final Templates templates;
    private final Injector injector;
    private final String host;

    InjectStep(Environment environment, Templates templates, Injector injector, String host) {
        this.environment = environment;
        this.templates = templates;
        this.injector = injector;
        this.host = host;
    }

    @Override
    public String name() {
        return "injected files of " + environment.name();
    }

    @Override
    public void perform() {
        new Injections(environment, templates, injector, host).write();
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        environment.injectedFiles().forEach(file -> injector.withdraw(environment.root(), file));
        return List.of();
    }
}
