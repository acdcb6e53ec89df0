package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Changing a room: proposals for its next epoch, consents, and grants of history. */
public interface Changes {
    List<ProposalView> open(RoomRef room);

    /** What an act would mean, to be shown before it is done; changes nothing. */
    Result<Preview> preview(RoomRef room, Wish wish);

    /**
     * Proposes; the proposer consents by it. An admission may have to wait for the newcomer's card: the refusal says so.
     *
     * @param note why, at most {@link parley.talks.practice.Note#MOST_BYTES}; may be empty
     * @return names the proposal
     */
    Result<Hash> propose(RoomRef room, Wish wish, String note);

    Result<Ok> consent(RoomRef room, Hash proposal);

    /**
     * Not now: this person is reminded of it no more until others change something about it. Stays on this node, and says no to nobody.
     *
     * @param mark of the proposal as it was shown ({@link ProposalView#mark}); refused when somebody has changed something since
     */
    Result<Ok> setAside(RoomRef room, Hash proposal, Hash mark);

    /** Withdraws one's own proposal, or one's own consent to another's. */
    Result<Ok> withdraw(RoomRef room, Hash proposal);

    /** What somebody wants of a room. */
    sealed interface Wish {
        /** Lets somebody in who sits at the table; it sees the present state, no earlier entries. */
        record Admit(PrincipalId who) implements Wish {}

        record Remove(PrincipalId who) implements Wish {}

        /** Takes a restored or cloned node back under new keys; the old one is shut out. */
        record Renew(PrincipalId who) implements Wish {}

        /** A new epoch with new keys and the same people. */
        record Refresh() implements Wish {}

        /** The room goes on at another relay. */
        record Move(RelayAddress to) implements Wish {}

        /**
         * Lets a member read earlier entries, by position, both inclusive: a proposal that needs as many consents as an
         * admission. Once they stand, the proposer's node serves the entries; that can't be taken back.
         */
        record Grant(PrincipalId to, long from, long through) implements Wish {}

        /** New Rules, one version on; in force when everybody who sits here has accepted them. */
        record NewRules(Rules rules) implements Wish {}
    }

    /**
     * What an act means.
     *
     * @param readers who will read the room afterwards
     * @param learns what becomes readable to whom, as catalogue sentences
     * @param keeps what cannot be undone: for a removal, all that the leaver keeps, as catalogue sentences
     * @param consents how many consents the Rules ask, one's own included
     */
    record Preview(List<PrincipalId> readers, List<Residue> learns, List<Residue> keeps, int consents) {
        public Preview {
            readers = List.copyOf(readers);
            learns = List.copyOf(learns);
            keeps = List.copyOf(keeps);
        }
    }

    /**
     * Somebody who would come, or come back, as the card in the proposal names it.
     *
     * @param standing how well this node knows the very keys on the card; empty when it never met them
     * @param met whether this node knows this principal at all, under these keys or others
     * @param alike others, seated or known here, whose name could be taken for this one
     * @param words what those say of it who consented, the proposer first: their word, which nobody can check
     */
    record Subject(
            PrincipalId id,
            String name,
            Role role,
            Optional<People.Standing> standing,
            boolean met,
            List<String> alike,
            List<Word> words) {
        public Subject {
            alike = List.copyOf(alike);
            words = List.copyOf(words);
        }
    }

    /** How well somebody says it knows another. */
    record Word(PrincipalId who, String name, Standing standing) {}

    /** One honest sentence of the catalogue with its parts. */
    record Residue(String key, List<String> parts) {
        public Residue {
            parts = List.copyOf(parts);
        }
    }

    /**
     * An open proposal.
     *
     * @param asked whether it waits for one's own consent: not enough stand, oneself has a say, and hasn't consented
     * @param mark names what others can change about it, as it stands now
     * @param aside whether this person set it aside as it stands now: it still waits, and isn't named among what does
     * @param subject who would come or come back by it; empty for every other change
     */
    record ProposalView(
            Hash id,
            Wish wish,
            PrincipalId proposer,
            String proposerName,
            String subjectName,
            String note,
            Instant arrived,
            List<PrincipalId> consents,
            int needed,
            boolean ownConsent,
            boolean own,
            boolean asked,
            Hash mark,
            boolean aside,
            Optional<Preview> preview,
            Optional<Subject> subject) {
        public ProposalView {
            consents = List.copyOf(consents);
        }

        /** Whether this person is to be reminded of it. */
        public boolean waits() {
            return asked && !aside;
        }
    }
}
