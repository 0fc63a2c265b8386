package dev.aether.ajj.testing;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Permissions in memory. */
public final class FakeTrustStore implements TrustStore {
    private final Map<String, Map<String, Approval>> approvals = new TreeMap<>();
    private final Map<String, Path> roots = new TreeMap<>();

    /** The number of reads. */
    public int reads;

    @Override
    public List<Grant> missing(Repository repository, List<Grant> grants) {
        reads++;
        Map<String, Approval> approved = approvals.getOrDefault(repository.id(), Map.of());
        return grants.stream()
                .filter(grant -> !approved.containsKey(grant.digest()))
                .toList();
    }

    @Override
    public void approve(Repository repository, List<Grant> grants) {
        roots.put(repository.id(), repository.mainRoot());
        grants.forEach(grant -> approvals
                .computeIfAbsent(repository.id(), _ -> new LinkedHashMap<>())
                .put(
                        grant.digest(),
                        new Approval(grant.kind().word(), grant.what(), Instant.parse("2026-01-02T03:04:05Z"))));
    }

    @Override
    public int revoke(Repository repository) {
        Map<String, Approval> removed = approvals.remove(repository.id());
        return removed == null ? 0 : removed.size();
    }

    @Override
    public List<Trusted> all() {
        return approvals.entrySet().stream()
                .map(entry -> new Trusted(
                        entry.getKey(),
                        roots.getOrDefault(entry.getKey(), Path.of("/")),
                        List.copyOf(entry.getValue().values())))
                .toList();
    }
}
