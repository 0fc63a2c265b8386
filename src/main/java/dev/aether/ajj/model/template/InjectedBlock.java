package dev.aether.ajj.model.template;

/** The lines that mark ajj's block in a file, without the comment sign before them. */
public final class InjectedBlock {
    public static final String BEGIN = ">>> ajj";
    public static final String END = "<<< ajj";

    private InjectedBlock() {}

    /** Returns the text of a dotenv file without ajj's block. */
    public static String removeFrom(String dotenv) {
        StringBuilder own = new StringBuilder();
        boolean inside = false;
        for (String line : dotenv.split("(?<=\n)", -1)) {
            String text = line.strip();
            inside |= text.startsWith("# " + BEGIN);
            if (!inside) {
                own.append(line);
            }
            inside &= !text.startsWith("# " + END);
        }
        return own.toString();
    }
}
