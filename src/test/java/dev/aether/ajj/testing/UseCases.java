package dev.aether.ajj.testing;

import dev.aether.ajj.lifecycle.add.AddWorkspace;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.ServiceSearch;
import dev.aether.ajj.lifecycle.cleanup.CleanUp;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import dev.aether.ajj.lifecycle.inject.InjectedVariables;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.up.DownWorkspace;
import dev.aether.ajj.lifecycle.up.UpWorkspace;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.CurrentEntry;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.directory.Templates;

/** The use cases on a {@link FakeWorld}, connected as in the application. */
public final class UseCases {

    private UseCases() {}

    public static AddWorkspace add(FakeWorld world, Backends backends) {
        return add(world, world, backends);
    }

    public static AddWorkspace add(FakeWorld world, Templates templates, Backends backends) {
        return new AddWorkspace(world, new NoCompose(), backends, provisioning(world, templates));
    }

    public static UpWorkspace up(FakeWorld world, Backends backends) {
        return up(world, world, backends);
    }

    public static UpWorkspace up(FakeWorld world, Templates templates, Backends backends) {
        return new UpWorkspace(world, new NoCompose(), backends, provisioning(world, templates));
    }

    /** Returns the use case with compose files. */
    public static UpWorkspace up(FakeWorld world, ComposeSource compose, Backends backends) {
        return new UpWorkspace(world, compose, backends, provisioning(world, world));
    }

    public static DownWorkspace down(FakeWorld world, Backends backends) {
        return new DownWorkspace(checkouts(world), records(world), backends);
    }

    public static ForgetWorkspace forget(FakeWorld world, Backends backends) {
        return new ForgetWorkspace(checkouts(world), records(world), backends, world);
    }

    public static CleanUp cleanUp(FakeWorld world, Backends backends) {
        return new CleanUp(checkouts(world), records(world), backends, locator(world));
    }

    public static RepositoryLocator locator(FakeWorld world) {
        return new RepositoryLocator(world, world, new FakeHealth(world).files());
    }

    public static ServiceSearch search(FakeWorld world) {
        return new ServiceSearch(new CurrentEntry(world, world), world);
    }

    public static InjectedVariables variables(FakeWorld world) {
        return new InjectedVariables(new CurrentEntry(world, world), world);
    }

    public static Records records(FakeWorld world) {
        return new Records(world, world);
    }

    private static Checkouts checkouts(FakeWorld world) {
        return new Checkouts(world, world, world);
    }

    private static Provisioning provisioning(FakeWorld world, Templates templates) {
        return new Provisioning(records(world), checkouts(world), templates, world, world.trust);
    }
}
