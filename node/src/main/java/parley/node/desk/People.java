package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;

/** The principals that one knows at a table, and how well. */
public interface People {
    List<Person> list(TableId table);

    Optional<Person> person(TableId table, PrincipalId person);

    /** The code that both people must see alike, read out in person or by voice. */
    Result<ComparisonCode> code(TableId table, PrincipalId person);

    /**
     * Records what two people found when they compared. Refused when the keys changed since: what they read says nothing of those of now.
     * "The same" is refused, too, when it was recorded meanwhile that a code differed: nobody lifts a stop that they didn't see.
     *
     * @param seen what stood there when they compared
     * @param how in person, by telephone, …; 1 to 200 bytes of UTF-8, stays on this node
     */
    Result<Ok> compared(TableId table, PrincipalId person, Seen seen, boolean same, String how);

    /**
     * What whoever compared had before its eyes.
     *
     * @param digits {@link ComparisonCode#digits} of the code that they read; spaces don't matter
     * @param differed whether it stood beside it that a code with this person differed
     */
    record Seen(String digits, boolean differed) {}

    /** The same of the code and the standing of now: for whoever has both before its eyes in the same moment. */
    default Result<Ok> compared(TableId table, PrincipalId person, boolean same, String how) {
        boolean differed = person(table, person)
                .filter(one -> one.standing() instanceof Standing.Differed)
                .isPresent();
        return code(table, person).then(code -> compared(table, person, new Seen(code.digits(), differed), same, how));
    }

    /**
     * From now on this node writes to somebody where they want to be reached, at a relay to which nobody here had said yes.
     *
     * @param relay {@link Elsewhere#relay} as it was shown; refused when it is another by now
     */
    Result<Ok> writeThere(TableId table, PrincipalId person, String relay);

    /**
     * A relay at which somebody wants to be reached, and isn't.
     *
     * @param relay its address as text, with the key
     * @param waits nothing is sent to them meanwhile; else they are written to where they were
     */
    record Elsewhere(String relay, boolean waits) {}

    /**
     * A principal as this node knows it.
     *
     * @param paired false while pairing is under way
     * @param lookAlikes others at the table whose name could be taken for this one
     * @param keyGroups a hash of its keys for statements on the record, grouped as {@link StatementCheck#keyGroups}
     */
    record Person(
            PrincipalId id,
            String name,
            Role role,
            int incarnation,
            boolean paired,
            Standing standing,
            List<PrincipalId> lookAlikes,
            List<String> keyGroups,
            Optional<Elsewhere> elsewhere) {
        public Person {
            lookAlikes = List.copyOf(lookAlikes);
            keyGroups = List.copyOf(keyGroups);
        }

        /** Whether their keys are here: by a pairing of our own that both confirmed, or by a room that we share. */
        public boolean met() {
            return paired || !(standing instanceof Standing.Unverified);
        }

        /** Whether a room of ours may ask them: met by an invitation of our own, or compared since. */
        public boolean mayBeAsked() {
            return !(standing instanceof Standing.Differed) && (paired || standing instanceof Standing.Compared);
        }
    }

    /** How well a principal is known. */
    sealed interface Standing {
        record Self() implements Standing {}

        /** Met through an invitation; whoever carried it could be in between. */
        record Unverified() implements Standing {}

        /** Met through a room: {@code by} could be in between. */
        record VouchedFor(PrincipalId by, String byName) implements Standing {}

        record Compared(Instant when, String how) implements Standing {}

        /** The codes differed: nothing is sent to this principal. */
        record Differed(Instant when) implements Standing {}
    }

    /** @param qr what a QR code carries, so that a camera compares it; equals iff the words equal */
    record ComparisonCode(List<String> words, String digits, Bytes qr) {
        public ComparisonCode {
            words = List.copyOf(words);
        }
    }
}
