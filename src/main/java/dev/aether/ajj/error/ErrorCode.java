package dev.aether.ajj.error;

/** The stable name of a kind of failure, as it stands in JSON, with the exit status it leads to. */
public enum ErrorCode {
    USAGE(ExitStatus.USAGE),
    CONFIG_NOT_FOUND(ExitStatus.REFUSED),
    CONFIG_INVALID(ExitStatus.REFUSED),
    NOT_IN_WORKSPACE(ExitStatus.REFUSED),
    WORKSPACE_NOT_FOUND(ExitStatus.REFUSED),
    WORKSPACE_EXISTS(ExitStatus.REFUSED),
    JJ_NOT_FOUND(ExitStatus.FAILED),
    JJ_FAILED(ExitStatus.FAILED),
    PORT_ALLOCATION_FAILED(ExitStatus.FAILED),
    BACKEND_UNAVAILABLE(ExitStatus.FAILED),
    IMAGE_NOT_FOUND(ExitStatus.FAILED),
    BACKEND_SPAWN_FAILED(ExitStatus.FAILED),
    SERVICE_NOT_READY(ExitStatus.FAILED),
    BACKEND_DEPROVISION_FAILED(ExitStatus.FAILED),
    CONTEXT_INJECTION_FAILED(ExitStatus.FAILED),
    STATE_CORRUPT(ExitStatus.FAILED),
    STATE_LOCKED(ExitStatus.FAILED),
    ROLLBACK_INCOMPLETE(ExitStatus.FAILED),
    INTERRUPTED(ExitStatus.INTERRUPTED),
    INTERNAL(ExitStatus.INTERNAL);

    private final int exitStatus;

    ErrorCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** What the process exits with when this is the first problem; see {@link ExitStatus}. */
    public int exitStatus() {
        return exitStatus;
    }

    /** The code of a problem. Exhaustive: a new kind of problem does not compile until it has a code. */
    public static ErrorCode of(Problem problem) {
        return switch (problem) {
            case Problem.Usage _, Problem.CannotStart _, Problem.CommandNotStarted _ -> USAGE;
            case Problem.ConfigNotFound _ -> CONFIG_NOT_FOUND;
            case Problem.ConfigInvalid _ -> CONFIG_INVALID;
            case Problem.NotInWorkspace _ -> NOT_IN_WORKSPACE;
            case Problem.WorkspaceNotFound _, Problem.NoServices _ -> WORKSPACE_NOT_FOUND;
            case Problem.WorkspaceExists _, Problem.DestinationTaken _ -> WORKSPACE_EXISTS;
            case Problem.JjNotFound _ -> JJ_NOT_FOUND;
            case Problem.JjFailed _, Problem.ToolUnfit _ -> JJ_FAILED;
            case Problem.PortAllocationFailed _ -> PORT_ALLOCATION_FAILED;
            case Problem.BackendUnavailable _ -> BACKEND_UNAVAILABLE;
            case Problem.ImageNotFound _ -> IMAGE_NOT_FOUND;
            case Problem.BackendSpawnFailed _ -> BACKEND_SPAWN_FAILED;
            case Problem.ServiceNotReady _, Problem.ServiceNotRunning _ -> SERVICE_NOT_READY;
            case Problem.BackendDeprovisionFailed _ -> BACKEND_DEPROVISION_FAILED;
            case Problem.ContextInjectionFailed _, Problem.EnvironmentInvalid _, Problem.Exposed _ ->
                CONTEXT_INJECTION_FAILED;
            case Problem.StateCorrupt _ -> STATE_CORRUPT;
            case Problem.StateLocked _ -> STATE_LOCKED;
            case Problem.RollbackIncomplete _, Problem.Unfinished _ -> ROLLBACK_INCOMPLETE;
            case Problem.Interrupted _ -> INTERRUPTED;
            case Problem.Internal _ -> INTERNAL;
        };
    }
}
