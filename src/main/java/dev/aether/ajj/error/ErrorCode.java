package dev.aether.ajj.error;

/**
 * The stable name of a kind of failure in JSON, with its exit status and its documentation: {@link #PAGE} and the man
 * page {@code ajj-errors} are generated from here.
 */
public enum ErrorCode {
    USAGE(
            ExitStatus.USAGE,
            "The command line is invalid, or a command that ajj was to run could not be started.",
            "Compare the line with `ajj COMMAND --help`. The hints suggest a correction."),
    CONFIG_NOT_FOUND(
            ExitStatus.REFUSED,
            "There is no `aether.toml` and no compose file from the current directory up to the workspace's root, or not the"
                    + " file that `--config` names.",
            "Write one beside `.jj` and commit it, so that every workspace has it. When another workspace has one already,"
                    + " commit it there and rebase this one onto it, or name it with `--config`."),
    CONFIG_INVALID(
            ExitStatus.REFUSED,
            "`aether.toml` or a compose file is invalid, Docker Compose is missing, or `ajj init` finds an existing"
                    + " `aether.toml`. All mistakes are reported at once, each with `file`, `line` and `column` in"
                    + " `details`.",
            "Fix each place with its hints. No container has been touched."),
    CONFIG_UNTRUSTED(
            ExitStatus.REFUSED,
            "`aether.toml` asks for more than private services, such as a mount outside the workspace or the engine's socket,"
                    + " and you have not allowed it for this repository. In `details`: `kind`, `what`, `effect`, and the"
                    + " position as `file`, `line` and `column`.",
            "Read these lines. If you trust the repository, run `ajj trust`; else remove them. In CI: `AJJ_TRUST=all`. The"
                    + " guide on trust lists them."),
    NOT_IN_WORKSPACE(
            ExitStatus.REFUSED,
            "The directory belongs to no jj repository, or to a workspace that jj does not know any more. In"
                    + " `details`: `directory`.",
            "Change to a directory of the repository, or name one with `-R DIR`. To make a repository of a directory:"
                    + " `jj git init --colocate`."),
    WORKSPACE_NOT_FOUND(
            ExitStatus.REFUSED,
            "No workspace has this name or path, or it has no services. In `details`, `known` may list the existing ones.",
            "See `ajj list`. A workspace without services gets them with `ajj up`."),
    WORKSPACE_EXISTS(
            ExitStatus.REFUSED,
            "A workspace of this name exists, or its destination is a directory that is not empty.",
            "Choose another name with `--name`, or another destination. To remove the old one: `ajj workspace forget NAME`."),
    JJ_NOT_FOUND(
            ExitStatus.FAILED,
            "The command `jj` is not on the PATH.",
            "Install Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/"),
    JJ_FAILED(
            ExitStatus.FAILED,
            "jj ended with an error. In `details`: `command`, which can be run again, and jj's `exit_code` and `stderr`.",
            "Do what jj advises, then run the command of ajj again."),
    PORT_ALLOCATION_FAILED(
            ExitStatus.FAILED,
            "No host port could be reserved for a service: the range is used up, or a fixed port of `aether.toml` is in use. In"
                    + " `details`: `service`, and `port`, `ports` or `range`; `workspace`, `root` and `holder` name the"
                    + " workspace, its repository and the service that have the port reserved; `user` is the program or"
                    + " container that uses it, if it is known.",
            "Stop the program that uses the port, or let ajj choose one. A port reserved for another workspace is released by"
                    + " `ajj down` there. Widen `[ports] range`, or release ports of orphans with `ajj cleanup --force`."),
    BACKEND_UNAVAILABLE(
            ExitStatus.FAILED,
            "The container engine does not answer, or must not be used, or `aether.toml` names an unsupported backend.",
            "Start the engine, or set the one to use: `[backend] socket`, `DOCKER_HOST` or `DOCKER_CONTEXT`. The"
                    + " guide on engines lists where ajj searches for one."),
    BACKEND_MISMATCH(
            ExitStatus.REFUSED,
            "The engine that answers is not the one that holds the workspace's services, or `aether.toml` names a different"
                    + " one. Nothing was changed. In `details`: `address`, `expected_id` and `found_id`.",
            "Connect to the engine that holds the services. To move them, run `ajj down --volumes`, then `ajj up`. If the"
                    + " engine no longer exists, abandon the services with `--abandon`."),
    IMAGE_NOT_FOUND(
            ExitStatus.FAILED,
            "An image is neither in the engine nor in its registry, or the registry refuses it. In `details`: `service`,"
                    + " `image`, and as `reason` the message of the engine or the registry.",
            "Fix the name in `aether.toml`, log in with `docker login`, or fetch it yourself with `docker pull`."),
    BACKEND_SPAWN_FAILED(
            ExitStatus.FAILED,
            "The engine could not create or start a container, a network or a volume.",
            "The message is the engine's own. Fix its cause, such as a mount, a command, a limit or a full disk."),
    SERVICE_NOT_READY(
            ExitStatus.FAILED,
            "A service has died, did not become ready in time, or does not run, as after `ajj down`. In `details`, `log` holds"
                    + " its last lines.",
            "Start services that are down with `ajj up`. Else read these lines, and check `image`, `env`, `command` and `healthcheck` of the service. A slow service needs a longer `timeout`."),
    BACKEND_DEPROVISION_FAILED(
            ExitStatus.FAILED,
            "A container, network, volume or directory of ajj's could not be removed. In `details`: `resource` and"
                    + " `reason`.",
            "Follow the hints, then run the command again: it removes the rest."),
    CONTEXT_INJECTION_FAILED(
            ExitStatus.FAILED,
            "A file such as `.env` could not be written, must not be written, or cannot be read. In `details`: `file`.",
            "When jj tracks the file, add it to .gitignore, or choose another one in `[injection]`. When it was changed by"
                    + " hand, `ajj up` writes it again."),
    STATE_CORRUPT(
            ExitStatus.FAILED,
            "A file of the registry is damaged, or was written by a newer ajj. In `details`: `file`.",
            "A damaged registry is rebuilt from the containers' labels once the engine answers. A damaged `trust.json`"
                    + " allows nothing: move it away, and run `ajj trust` again. A file of a newer ajj needs that version."
                    + " See the guide on recovery."),
    STATE_LOCKED(
            ExitStatus.FAILED,
            "A file of the registry cannot be written: another ajj holds its lock, or the directory is read-only. In"
                    + " `details`: `file`.",
            "Wait until the process that the message names has ended, allow more time with `--timeout`, or make the"
                    + " directory writable."),
    ROLLBACK_INCOMPLETE(
            ExitStatus.FAILED,
            "A command failed, and its rollback was incomplete. In `details`, `leftovers` names the remaining resources;"
                    + " after `ajj up`, `done` and `lost` list the changes.",
            "Each hint is a command that removes one of them. `ajj cleanup` finds them too."),
    INTERRUPTED(
            ExitStatus.INTERRUPTED,
            "Ctrl-C or a signal ended the command, or its question was not answered with yes. The message names what was done"
                    + " so far.",
            "Run it again."),
    INTERNAL(ExitStatus.INTERNAL, "A bug in ajj.", "Please report it, with the output of the same command and `-v`.");

    /** The page that explains all codes, in the project's documentation. */
    public static final String PAGE = "docs/reference/errors.md";

    private final int exitStatus;
    private final String meaning;
    private final String remedy;

    ErrorCode(int exitStatus, String meaning, String remedy) {
        this.exitStatus = exitStatus;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Returns what has happened, for the documentation: sentences with code in backquotes. */
    public String meaning() {
        return meaning;
    }

    /** Returns what to do about it, in the same form. */
    public String remedy() {
        return remedy;
    }

    /** Whether hints are not enough, so that {@link #PAGE} is named with the error. */
    public boolean needsExplanation() {
        return this == BACKEND_UNAVAILABLE || this == STATE_CORRUPT;
    }

    /** Returns the process's exit status when this is the first problem; see {@link ExitStatus}. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Returns the code of a problem. Exhaustive: a new kind of problem does not compile without a code. */
    public static ErrorCode of(Problem problem) {
        return switch (problem) {
            case Problem.Usage _, Problem.CannotStart _ -> USAGE;
            case ConfigProblem.NotFound _ -> CONFIG_NOT_FOUND;
            case ConfigProblem.Invalid _, ConfigProblem.Exists _ -> CONFIG_INVALID;
            case ConfigProblem.Untrusted _ -> CONFIG_UNTRUSTED;
            case WorkspaceProblem.NotInWorkspace _ -> NOT_IN_WORKSPACE;
            case WorkspaceProblem.NotFound _, WorkspaceProblem.NoServices _, WorkspaceProblem.Forgotten _ ->
                WORKSPACE_NOT_FOUND;
            case WorkspaceProblem.Exists _, WorkspaceProblem.DestinationTaken _, WorkspaceProblem.LeftBehind _ ->
                WORKSPACE_EXISTS;
            case JjProblem.NotFound _ -> JJ_NOT_FOUND;
            case JjProblem.Failed _, JjProblem.ToolUnusable _ -> JJ_FAILED;
            case BackendProblem.PortAllocationFailed _ -> PORT_ALLOCATION_FAILED;
            case BackendProblem.Unavailable _ -> BACKEND_UNAVAILABLE;
            case BackendProblem.Mismatch _ -> BACKEND_MISMATCH;
            case BackendProblem.ImageNotFound _ -> IMAGE_NOT_FOUND;
            case BackendProblem.SpawnFailed _ -> BACKEND_SPAWN_FAILED;
            case ServiceProblem.NotReady _, ServiceProblem.NotRunning _, WorkspaceProblem.ServicesDown _ ->
                SERVICE_NOT_READY;
            case BackendProblem.DeprovisionFailed _ -> BACKEND_DEPROVISION_FAILED;
            case InjectionProblem.Failed _, InjectionProblem.Unreadable _, InjectionProblem.Exposed _ ->
                CONTEXT_INJECTION_FAILED;
            case StateProblem.Corrupt _ -> STATE_CORRUPT;
            case StateProblem.Locked _ -> STATE_LOCKED;
            case Problem.RollbackIncomplete _, Problem.Unfinished _ -> ROLLBACK_INCOMPLETE;
            case Problem.Interrupted _, Problem.Declined _ -> INTERRUPTED;
            case Problem.Internal _ -> INTERNAL;
        };
    }
}
