package parley.talks.event;

/** A constant that formats carry as a word. The word never changes, whatever the constant is called in code. */
public interface Word {
    /** Lower-case ASCII letters and hyphens, unique among the constants of its type. */
    String word();
}
