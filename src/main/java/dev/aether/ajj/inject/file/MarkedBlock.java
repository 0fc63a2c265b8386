package dev.aether.ajj.inject.file;

import dev.aether.ajj.model.template.InjectedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a text file that is ajj's, between two comment lines. Everything around it belongs to the user and comes
 * out as it went in. Works on characters that stand for one byte each, so that no encoding can harm the user's part.
 */
final class MarkedBlock {
    private static final String BEGIN = InjectedBlock.BEGIN;
    private static final String BEGIN_TEXT = BEGIN + ": written by ajj, changes in here are lost";
    private static final String END = InjectedBlock.END;
    /** Says in the first line that the newline before it is ajj's too, because the user's last line had none. */
    private static final String JOINED = " (+newline)";

    private final CommentStyle style;

    MarkedBlock(CommentStyle style) {
        this.style = style;
    }

    /** The file with the block holding {@code content}: in place of the one that is there, otherwise at the end. */
    String put(String file, String content) throws Damaged {
        Optional<Place> place = find(file);
        if (findLines(content).isPresent()) {
            throw new Damaged("the rendered text itself holds a line that marks ajj's block");
        }
        String before = place.map(found -> file.substring(0, found.start())).orElse(file);
        String after = place.map(found -> file.substring(found.end())).orElse("");
        String newline = place.filter(Place::joined).map(Place::newline).orElseGet(() -> newline(before + after));
        boolean joined = place.map(Place::joined).orElse(!before.isEmpty() && !before.endsWith("\n"));
        String gap = joined && place.isEmpty() ? newline : "";
        return before + gap + block(content, newline, joined) + after;
    }

    /** The file without the block; the same when it has none. */
    String remove(String file) throws Damaged {
        Optional<Place> place = find(file);
        if (place.isEmpty()) {
            return file;
        }
        String before = file.substring(0, place.get().start());
        String after = file.substring(place.get().end());
        boolean dropNewline = place.get().joined() && after.isEmpty();
        return (dropNewline ? place.get().withoutNewline(before) : before) + after;
    }

    /** A part of the file as it is, with the number of its first line. */
    record Section(String text, int firstLine, boolean isOurs) {}

    /** The user's text before the block, what is between its marks, and the user's text after it. */
    List<Section> sections(String file) throws Damaged {
        Optional<List<Marker>> markers = findLines(file);
        if (find(file).isEmpty() || markers.isEmpty()) {
            return List.of(new Section(file, 1, false));
        }
        Marker begin = markers.get().getFirst();
        Marker end = markers.get().getLast();
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

    private Optional<Place> find(String file) throws Damaged {
        Optional<List<Marker>> markers = findLines(file);
        if (markers.isEmpty()) {
            return Optional.empty();
        }
        List<Marker> found = markers.get();
        if (found.size() != 2 || !found.getFirst().begins() || found.getLast().begins()) {
            throw new Damaged("the lines that mark ajj's block do not match, the first of them is line "
                    + found.getFirst().number());
        }
        return Optional.of(new Place(
                found.getFirst().start(),
                found.getLast().end(),
                found.getFirst().text().contains(JOINED),
                file.startsWith("\r\n", found.getFirst().end() - 2) ? "\r\n" : "\n"));
    }

    private Optional<List<Marker>> findLines(String file) {
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
        return markers.isEmpty() ? Optional.empty() : Optional.of(markers);
    }

    /** Whatever else a later version of ajj may say in the line. */
    private boolean isMarker(String line, String mark) {
        return line.startsWith(style.opening() + " " + mark);
    }

    private static String newline(String users) {
        int newline = users.indexOf('\n');
        return newline > 0 && users.charAt(newline - 1) == '\r' ? "\r\n" : "\n";
    }

    private record Marker(int start, int end, int number, String text, boolean begins) {}

    /**
     * Where the block is.
     *
     * @param newline that of its first line; also the one before it when that is ajj's
     */
    private record Place(int start, int end, boolean joined, String newline) {
        /** A CR that the user's last line ends with stays. */
        String withoutNewline(String before) {
            String own = before.endsWith(newline) ? newline : before.endsWith("\n") ? "\n" : "";
            return before.substring(0, before.length() - own.length());
        }
    }

    /** The marks in the file cannot be trusted; nothing may be written. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }
}
