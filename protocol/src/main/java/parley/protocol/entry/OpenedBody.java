package parley.protocol.entry;

/** What came of opening an entry's body with a key. */
public sealed interface OpenedBody {
    /** The committed key, and what the author sealed with it: an event or a part of one. */
    record Said(Part part) implements OpenedBody {}

    /** Not the key that the author committed to: it says nothing of the entry. */
    record WrongKey() implements OpenedBody {}

    /** The committed key, but the author sealed nothing readable with it: the same for every reader, so it folds as nothing. */
    record Broken() implements OpenedBody {}
}
