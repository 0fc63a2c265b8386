package dev.aether.ajj.endtoend;

import dev.aether.ajj.endtoend.PackagedAjj.Result;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An action on a repository or its services, with its relative frequency. */
enum StressAction {
    ADD(24, "add") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return answer(ajj.runProcessIn(ajj.repository.root(), with(add(ajj, random), "--json")));
        }
    },
    FORGET(14, "forget") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return answer(ajj.runProcessIn(ajj.repository.root(), with(forget(random), "--json")));
        }
    },
    UP(8, "up") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return in(ajj, random, there -> answer(ajj.runProcessIn(there, with(up(ajj), "--json"))));
        }
    },
    DOWN(3, "down") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return in(ajj, random, there -> answer(ajj.runProcessIn(there, "down", "--json")));
        }
    },
    LIST(4, "list") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return answer(ajj.runProcessIn(ajj.repository.root(), "list", "--json"));
        }
    },
    CLEAN_UP(3, "cleanup --force") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return answer(ajj.runProcessIn(ajj.repository.root(), "cleanup", "--force", "--json"));
        }
    },
    KILL_ADD(12, "add, kill -9") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return kill("KILL", ajj, random, ajj.repository.root(), add(ajj, random));
        }
    },
    KILL_FORGET(7, "forget, kill -9") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return kill("KILL", ajj, random, ajj.repository.root(), forget(random));
        }
    },
    KILL_UP(5, "up, kill -9") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return in(ajj, random, there -> kill("KILL", ajj, random, there, up(ajj)));
        }
    },
    KILL_CLEAN_UP(2, "cleanup --force, kill -9") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return kill("KILL", ajj, random, ajj.repository.root(), "cleanup", "--force");
        }
    },
    CUT(4, "connections and forwards, kill -9") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            connections(Path.of(ajj.environment.getOrDefault("XDG_STATE_HOME", "")))
                    .forEach(ProcessHandle::destroyForcibly);
            return "";
        }
    },
    INTERRUPT_ADD(5, "add, Ctrl-C") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return kill("INT", ajj, random, ajj.repository.root(), add(ajj, random));
        }
    },
    JJ_FORGET(3, "jj workspace forget") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return jj(ajj, ajj.repository.root(), forget(random));
        }
    },
    JJ_RENAME(3, "jj workspace rename") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return in(ajj, random, there -> jj(ajj, there, "workspace", "rename", name(random)));
        }
    },
    JJ_UNDO(2, "jj undo") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return jj(ajj, ajj.repository.root(), "undo");
        }
    },
    REMOVE_DIRECTORY(2, "rm -rf") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            return in(ajj, random, there -> {
                Shell.run(Map.of(), List.of("rm", "-rf", there.toString()));
                return "";
            });
        }
    },
    REMOVE_CONTAINER(3, "docker rm -f") {
        @Override
        String perform(PackagedAjj ajj, Random random) {
            String label = "label=aether.repo-root=" + ajj.repository.root();
            List<String> containers =
                    PackagedAjj.docker("ps", "-aq", "--filter", label).lines().toList();
            if (!containers.isEmpty()) {
                String victim = containers.get(random.nextInt(containers.size()));
                Shell.run(Map.of(), List.of("docker", "rm", "-f", "-v", victim));
            }
            return "";
        }
    };

    /** Few names, so that processes conflict. */
    private static final int NAMES = 5;
    /** After this time, a command has usually ended. */
    private static final int LONGEST_RUN_MILLIS = 2500;

    private final int weight;
    private final String description;

    StressAction(int weight, String description) {
        this.weight = weight;
        this.description = description;
    }

    /** Performs it. Returns ajj's answer, or an empty string if ajj did not run. */
    abstract String perform(PackagedAjj ajj, Random random);

    /** Returns its description in the report. */
    String description() {
        return description;
    }

    /** Returns a random action, in proportion to the weights. */
    static StressAction pick(Random random) {
        int all = Stream.of(values()).mapToInt(action -> action.weight).sum();
        int dice = random.nextInt(all);
        for (StressAction action : values()) {
            dice -= action.weight;
            if (dice < 0) {
                return action;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    /** Returns the processes that connect to another machine for this state directory. */
    static List<ProcessHandle> connections(Path state) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> connects(line, state))
                        .isPresent())
                .toList();
    }

    private static boolean connects(String line, Path state) {
        return line.contains("ControlPath=" + state) || line.contains("--hold-forwards " + state);
    }

    /** An action in a directory. */
    interface DirectoryAction {
        String perform(Path directory);
    }

    /** Performs an action in a random existing directory of a workspace, if there is one. */
    static String in(PackagedAjj ajj, Random random, DirectoryAction action) {
        List<Path> directories = directories(ajj);
        if (directories.isEmpty()) {
            return "";
        }
        Path there = directories.get(random.nextInt(directories.size()));
        try {
            return action.perform(there);
        } catch (UncheckedIOException impossible) {
            if (Files.notExists(there)) {
                return ""; // another process has just removed it
            }
            throw impossible;
        }
    }

    private static List<Path> directories(PackagedAjj ajj) {
        try (Stream<Path> all = Files.list(ajj.repository.beside(""))) {
            return all.filter(path -> path.getFileName().toString().startsWith("w"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Random random) {
        return "w" + random.nextInt(NAMES);
    }

    static String[] add(PackagedAjj ajj, Random random) {
        String name = name(random);
        Path directory = ajj.repository.beside(name + "-" + Long.toString(random.nextLong() >>> 1, 36));
        return new String[] {"workspace", "add", "-c", config(ajj).toString(), "--name", name, directory.toString()};
    }

    /** Returns the file aether.toml. */
    static Path config(PackagedAjj ajj) {
        return ajj.repository.beside("aether.toml");
    }

    static String[] forget(Random random) {
        return new String[] {"workspace", "forget", name(random)};
    }

    static String[] up(PackagedAjj ajj) {
        return new String[] {"up", "-c", config(ajj).toString()};
    }

    static String[] with(String[] arguments, String more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(more);
        return all.toArray(String[]::new);
    }

    static String answer(Result result) {
        return result.status() == 0
                ? "success"
                : result.status() + " " + result.json().findPath("code").asText();
    }

    static String jj(PackagedAjj ajj, Path where, String... arguments) {
        List<String> command = new ArrayList<>(List.of("jj", "-R", where.toString()));
        command.addAll(List.of(arguments));
        Shell.run(ajj.environment, command);
        return "";
    }

    /** Sends the signal at a random moment. */
    static String kill(String signal, PackagedAjj ajj, Random random, Path where, String... arguments) {
        try {
            Process process = ajj.startQuietly(where, arguments);
            if (!process.waitFor(random.nextInt(LONGEST_RUN_MILLIS), TimeUnit.MILLISECONDS)) {
                Shell.run(Map.of(), List.of("kill", "-" + signal, Long.toString(process.pid())));
            }
            return Integer.toString(process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
