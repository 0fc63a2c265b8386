package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that the user allows what a repository's files ask for. Everything that starts containers uses it.
 *
 * @param process may have {@code AJJ_TRUST} in its environment
 */
public record Trust(TrustStore store, Confirmation confirmation, Backends backends, ProcessContext process) {
    private static final String VARIABLE = "AJJ_TRUST";
    private static final String ALL = "all";

    /**
     * Checks that everything the file asks for is allowed, before anything is created. Asks at a terminal for missing
     * grants, and stores them.
     *
     * @param mayAsk false when a program reads the output
     * @throws Failure {@code CONFIG_UNTRUSTED}; {@code INTERRUPTED} when the user declines; {@code USAGE} for an
     *     invalid AJJ_TRUST
     */
    public void check(Repository repository, AetherConfig config, Grants.Place place, boolean mayAsk) {
        if (allowsAll()) {
            return;
        }
        List<Grant> missing = missing(repository, new Grants(config, place, backends.configuredAddresses()).all());
        if (missing.isEmpty()) {
            return;
        }
        if (!mayAsk || !confirmation.isPossible()) {
            throw untrusted(missing);
        }
        if (!confirm(config, missing)) {
            throw new Failure(new Problem.Declined(
                    config.file().getFileName() + " is not trusted", List.of("to allow it later: ajj trust")));
        }
        store.approve(repository, missing);
    }

    /**
     * Checks a service's grants right before its container starts: a checkout or a container may have added links to
     * its mounts.
     *
     * @throws Failure {@code CONFIG_UNTRUSTED}
     */
    public void checkAgain(Environment environment, ServiceSpec service) {
        if (environment.config().isEmpty() || allowsAll()) {
            return;
        }
        Grants.Place place = new Grants.Place(
                environment.root(), environment.root(), environment.repository().workspaceRoot());
        Grants grants = new Grants(environment.config().get(), place, backends.configuredAddresses());
        List<Grant> missing = missing(environment.repository(), grants.of(service));
        if (!missing.isEmpty()) {
            throw untrusted(missing);
        }
    }

    /** Returns the missing grants. Does not read the store unless something is asked for. */
    private List<Grant> missing(Repository repository, List<Grant> grants) {
        return grants.isEmpty() ? List.of() : store.missing(repository, grants);
    }

    private boolean confirm(AetherConfig config, List<Grant> missing) {
        return confirmation.confirm(
                Escapes.of(config.file().toString()) + " asks for more than private services:",
                missing.stream().flatMap(Trust::lines).toList(),
                "Allow this for the repository, now and later?");
    }

    private static Stream<String> lines(Grant grant) {
        return Stream.of("line " + grant.position().line() + ": " + Escapes.of(grant.what()), "    " + grant.effect());
    }

    private static Failure untrusted(List<Grant> missing) {
        return new Failure(missing.stream().map(ConfigProblem.Untrusted::new).toList(), null);
    }

    private boolean allowsAll() {
        String value = process.environment().getOrDefault(VARIABLE, "");
        if (!value.isEmpty() && !value.equals(ALL)) {
            throw new Failure(new Problem.Usage(
                    VARIABLE + " has an unknown value",
                    List.of(
                            "to allow everything that any repository asks for, as in CI: " + VARIABLE + "=" + ALL,
                            "to decide for each repository: unset " + VARIABLE)));
        }
        return value.equals(ALL);
    }
}
