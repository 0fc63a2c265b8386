package dev.aether.ajj.inject.file;

import dev.aether.ajj.inject.file.WorkspaceFile.Refused;
import dev.aether.ajj.model.template.InjectedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a text file that is ajj's, between two comment lines. The user's text around it never changes. Works on one
 * character per byte, so that this holds in any encoding.
 */
record MarkedBlock(CommentStyle style) {
    private static final String BEGIN = InjectedBlock.BEGIN;
    private static final String BEGIN_TEXT = BEGIN + ": written by ajj, changes in here are lost";
    private static final String END = InjectedBlock.END;
    /** Marks in the first line that the newline before it is ajj's too, because the user's last line had none. */
    private static final String JOINED = " (+newline)";

    /** Returns the file with a block of {@code content}, which replaces the existing block or is appended. */
    String put(String file, String content) throws Refused {
        Optional<Span> span = find(file);
        if (!markers(content).isEmpty()) {
            throw damaged("the rendered text contains a line that marks ajj's block");
        }
        String before = span.map(found -> file.substring(0, found.start())).orElse(file);
        String after = span.map(found -> file.substring(found.end())).orElse("");
        String newline = span.filter(Span::joined).map(Span::newline).orElseGet(() -> newline(before + after));
        boolean joined = span.map(Span::joined).orElse(!before.isEmpty() && !before.endsWith("\n"));
        String gap = joined && span.isEmpty() ? newline : "";
        return before + gap + block(content, newline, joined) + after;
    }

    String remove(String file) throws Refused {
        Optional<Span> span = find(file);
        if (span.isEmpty()) {
            return file;
        }
        String before = file.substring(0, span.get().start());
        String after = file.substring(span.get().end());
        boolean dropNewline = span.get().joined() && after.isEmpty();
        return (dropNewline ? span.get().withoutNewline(before) : before) + after;
    }

    record Section(String text, int firstLine, boolean isOurs) {}

    /** Returns the user's text before the block, the block without its marks, and the user's text after it. */
    List<Section> sections(String file) throws Refused {
        if (find(file).isEmpty()) {
            return List.of(new Section(file, 1, false));
        }
        List<Marker> markers = markers(file);
        Marker begin = markers.getFirst();
        Marker end = markers.getLast();
        return List.of(
                new Section(file.substring(0, begin.start()), 1, false),
                new Section(file.substring(begin.end(), end.start()), begin.number() + 1, true),
                new Section(file.substring(end.end()), end.number() + 1, false));
    }

    private String block(String content, String newline, boolean joined) {
        StringBuilder block = new StringBuilder();
        block.append(style.line(BEGIN_TEXT + (joined ? JOINED : ""))).append(newline);
        String lines = content.replace("\r\n", "\n").replace("\n", newline);
        block.append(lines);
        if (!lines.isEmpty() && !lines.endsWith(newline)) {
            block.append(newline);
        }
        return block.append(style.line(END)).append(newline).toString();
    }

    private Optional<Span> find(String file) throws Refused {
        List<Marker> found = markers(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() != 2 || !found.getFirst().begins() || found.getLast().begins()) {
            throw damaged("the lines that mark ajj's block do not match; the first is line "
                    + found.getFirst().number());
        }
        return Optional.of(new Span(
                found.getFirst().start(),
                found.getLast().end(),
                found.getFirst().text().contains(JOINED),
                file.startsWith("\r\n", found.getFirst().end() - 2) ? "\r\n" : "\n"));
    }

    /** Returns the refusal of a file whose block cannot be replaced safely. */
    private static Refused damaged(String reason) {
        return new Refused(
                reason, "edit the file: it needs one line with `>>> ajj` and after it one with `<<< ajj`, or neither");
    }

    private List<Marker> markers(String file) {
        List<Marker> markers = new ArrayList<>();
        int start = 0;
        for (int number = 1; start < file.length(); number++) {
            int newline = file.indexOf('\n', start);
            int end = newline < 0 ? file.length() : newline + 1;
            String text = file.substring(start, end).strip();
            if (isMarker(text, BEGIN) || isMarker(text, END)) {
                markers.add(new Marker(start, end, number, text, isMarker(text, BEGIN)));
            }
            start = end;
        }
        return markers;
    }

    /** Ignores the rest of the line, which may differ in other versions of ajj. */
    private boolean isMarker(String line, String mark) {
        return line.startsWith(style.opening() + " " + mark);
    }

    private static String newline(String users) {
        int newline = users.indexOf('\n');
        return newline > 0 && users.charAt(newline - 1) == '\r' ? "\r\n" : "\n";
    }

    private record Marker(int start, int end, int number, String text, boolean begins) {}

    /**
     * The position of the block.
     *
     * @param joined whether the newline before the block is ajj's
     * @param newline the line ending of the block
     */
    private record Span(int start, int end, boolean joined, String newline) {
        /** Removes the newline before the block, but not a CR at the end of the user's last line. */
        String withoutNewline(String before) {
            String own = before.endsWith(newline) ? newline : before.endsWith("\n") ? "\n" : "";
            return before.substring(0, before.length() - own.length());
        }
    }
}
