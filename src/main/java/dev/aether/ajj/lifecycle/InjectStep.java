package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Problem.Leftover;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.spi.Injector;
import dev.aether.ajj.spi.Templates;
import java.util.List;

/** The rendered files. {@link CheckOutStep} has made their places, and takes them away again. */
final class InjectStep implements Step {
    private final Addition addition;
    private final Templates templates;
    private final Injector injector;
    private final String host;

    InjectStep(Addition addition, Templates templates, Injector injector, String host) {
        this.addition = addition;
        this.templates = templates;
        this.injector = injector;
        this.host = host;
    }

    @Override
    public String name() {
        return "injected files of " + addition.name();
    }

    @Override
    public void perform() {
        for (Injection injection : addition.injections()) {
            String content = templates.render(injection.template(), addition.templateValues(host));
            injector.inject(addition.root(), injection.file(), content);
        }
    }

    @Override
    public List<Leftover> undo(List<Leftover> left) {
        addition.injectedFiles().forEach(file -> injector.withdraw(addition.root(), file));
        return List.of();
    }
}
