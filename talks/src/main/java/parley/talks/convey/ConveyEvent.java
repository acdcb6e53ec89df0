package parley.talks.convey;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.practice.Note;
import parley.talks.practice.ReaderProof;
import parley.talks.rules.Attribution;
import parley.talks.rules.Language;
import parley.talks.rules.Rules;

/**
 * What happens to passages. All stand in the room of the source but {@link Conveyed}, which stands in the receiver's:
 * rooms share no log, so each room's fold judges what it sees.
 */
public sealed interface ConveyEvent {
    int VERSION = 2;

    /** The version that brought proofs. */
    int VERSION_OF_PROOFS = 4;

    /** The version that brought words which a mediator may put in substance under the Rules. */
    int VERSION_OF_OPENING = 4;

    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /** The version with which this type came, or this form of it. */
    default int version() {
        return VERSION;
    }

    /**
     * A text as its author fixed it.
     *
     * @param lang BCP 47 tag
     */
    record Wording(String text, String lang, Direction dir) {
        void write(EventWriter out) {
            out.text("text", text).text("lang", lang).word("dir", dir);
        }

        static Wording read(EventReader in) throws Malformed {
            return new Wording(
                    in.text("text", Conveyance.MOST_TEXT_BYTES),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()));
        }
    }

    /**
     * Under which caveat a passage may cross.
     *
     * @param condition what must have been asked or given; empty for caveats without a condition
     * @param lapses from when it can't cross any more, milliseconds since 1970 UTC; 0 for never
     */
    record Label(Caveat caveat, String condition, long lapses) {
        void write(EventWriter out) {
            out.word("caveat", caveat).text("condition", condition).number("lapses", lapses);
        }

        static Label read(EventReader in) throws Malformed {
            return new Label(
                    in.word("caveat", Caveat.values()), in.text("condition", Note.MOST_BYTES), in.number("lapses"));
        }
    }

    /** A part of a message, in the author's own words once more, and what may be done with it. */
    record Marking(Wording wording, Label label) {
        private static Marking read(EventReader in) throws Malformed {
            in.fields(6);
            return new Marking(Wording.read(in), Label.read(in));
        }
    }

    /** @param message the reference of the message of which these are passages, for people: its author stands for them here */
    record Marked(Hash message, List<Marking> passages) implements ConveyEvent {
        static final String TYPE = "convey.marked";

        public Marked {
            passages = List.copyOf(passages);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("message", message).list("passages", passages, (to, one) -> {
                to.fields(6);
                one.wording.write(to);
                one.label.write(to);
            });
        }

        static Marked read(EventReader in) throws Malformed {
            in.fields(2);
            return new Marked(in.hash("message"), in.list("passages", Conveyance.MOST_AT_ONCE, Marking::read));
        }
    }

    /** @param passage {@link Passage#name()} */
    record Relabelled(Hash passage, Label label) implements ConveyEvent {
        static final String TYPE = "convey.relabelled";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(4).hash("passage", passage);
            label.write(out);
        }

        static Relabelled read(EventReader in) throws Malformed {
            in.fields(4);
            return new Relabelled(in.hash("passage"), Label.read(in));
        }
    }

    /** @param passage {@link Passage#name()} */
    record Withdrawn(Hash passage) implements ConveyEvent {
        static final String TYPE = "convey.withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("passage", passage);
        }

        static Withdrawn read(EventReader in) throws Malformed {
            in.fields(1);
            return new Withdrawn(in.hash("passage"));
        }
    }

    /**
     * A mediator's record, written into the source's room before anything leaves it.
     *
     * @param passage {@link Passage#name()}
     * @param to who reads the room into which it goes; nobody for what is raised as the mediator's own, as that would be a link
     * @param wording what goes there, to the letter; for what is raised as the mediator's own an empty text in the language of the
     *     passage, for the same reason
     * @param because what was asked or given, where the caveat has a condition
     * @param statedAt when the mediator's node says it did so, milliseconds since 1970 UTC: a claim
     */
    record Crossed(Hash passage, CrossedAs as, List<Principal> to, Wording wording, String because, long statedAt)
            implements ConveyEvent {
        static final String TYPE = "convey.crossed";

        public Crossed {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(8).hash("passage", passage).word("as", as).readers("to", to);
            wording.write(out);
            out.text("because", because).number("statedAt", statedAt);
        }

        static Crossed read(EventReader in) throws Malformed {
            in.fields(8);
            return new Crossed(
                    in.hash("passage"),
                    in.word("as", CrossedAs.values()),
                    in.readers("to", Rules.MOST_SEATS),
                    Wording.read(in),
                    in.text("because", Note.MOST_BYTES),
                    in.number("statedAt"));
        }
    }

    /**
     * Its author's proofs that a passage is its own, to the letter: one for each reader that it knows. They take the place of
     * earlier ones. Said by the author's node, so that a mediator carries them whenever it conveys.
     *
     * @param passage {@link Passage#name()}
     */
    record Proved(Hash passage, List<ReaderProof> proofs) implements ConveyEvent {
        static final String TYPE = "convey.proved";

        public Proved {
            proofs = List.copyOf(proofs);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int version() {
            return VERSION_OF_PROOFS;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("passage", passage);
            ReaderProof.write(out, proofs);
        }

        static Proved read(EventReader in) throws Malformed {
            in.fields(2);
            return new Proved(in.hash("passage"), ReaderProof.read(in));
        }
    }

    /**
     * When and in which words a mediator raised an idea as its own: sealed to the source's node, so that no other holds the link.
     *
     * @param passage {@link Passage#name()}
     * @param sealed {@link RaisedWords}; nobody else can read it, so no fold judges it
     */
    record Raised(Hash passage, Bytes sealed) implements ConveyEvent {
        static final String TYPE = "convey.raised";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int version() {
            return VERSION_OF_PROOFS;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("passage", passage).bytes("sealed", sealed);
        }

        static Raised read(EventReader in) throws Malformed {
            in.fields(2);
            return new Raised(in.hash("passage"), in.bytes("sealed", RaisedWords.MOST_SEALED_BYTES));
        }
    }

    /**
     * A mediator takes up words that carry no caveat, where the Rules let it: its author reads that, and can withdraw them.
     *
     * @param message the reference of the message of which these are parts, for people and for its author's node
     * @param from who said it
     */
    record Opened(Hash message, PrincipalId from, List<Wording> wordings) implements ConveyEvent {
        static final String TYPE = "convey.opened";

        public Opened {
            wordings = List.copyOf(wordings);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int version() {
            return VERSION_OF_OPENING;
        }

        /** Under which label they stand then: with its author's side named, unless the Rules name nobody. */
        public List<Marking> markings(Rules rules) {
            Caveat caveat = rules.confidentiality().attribution() == Attribution.NONE
                    ? Caveat.YOUR_OWN_IDEA
                    : Caveat.IN_SUBSTANCE;
            return wordings.stream()
                    .map(one -> new Marking(one, new Label(caveat, "", 0)))
                    .toList();
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3)
                    .hash("message", message)
                    .hash("from", from.hash())
                    .list("wordings", wordings, (to, one) -> one.write(to.fields(3)));
        }

        static Opened read(EventReader in) throws Malformed {
            in.fields(3);
            return new Opened(
                    in.hash("message"),
                    new PrincipalId(in.hash("from")),
                    in.list("wordings", Conveyance.MOST_AT_ONCE, item -> Wording.read(item.fields(3))));
        }
    }

    /**
     * What a mediator brings, in the receiver's room. What it raises as its own is an ordinary message instead.
     *
     * @param from whose words or substance the mediator says it is
     * @param evidence proofs of the author that these are its words; since {@link #VERSION_OF_PROOFS}
     */
    record Conveyed(CrossedAs as, Principal from, Wording wording, Optional<Evidence> evidence) implements ConveyEvent {
        static final String TYPE = "convey.conveyed";

        /** What comes without a proof. */
        public Conveyed(CrossedAs as, Principal from, Wording wording) {
            this(as, from, wording, Optional.empty());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int version() {
            return evidence.isPresent() ? VERSION_OF_PROOFS : VERSION;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(evidence.isPresent() ? 7 : 5).word("as", as).principal("from", from);
            wording.write(out);
            evidence.ifPresent(proof -> proof.write(out));
        }

        static Conveyed read(int version, EventReader in) throws Malformed {
            in.fields(version >= VERSION_OF_PROOFS ? 7 : 5);
            return new Conveyed(
                    in.word("as", CrossedAs.values()),
                    in.principal("from"),
                    Wording.read(in),
                    version >= VERSION_OF_PROOFS ? Optional.of(Evidence.read(in)) : Optional.empty());
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<ConveyEvent> read(String type, int version, EventReader in) throws Malformed {
        return switch (type) {
            case Marked.TYPE -> Optional.of(Marked.read(in));
            case Relabelled.TYPE -> Optional.of(Relabelled.read(in));
            case Withdrawn.TYPE -> Optional.of(Withdrawn.read(in));
            case Crossed.TYPE -> Optional.of(Crossed.read(in));
            case Proved.TYPE -> Optional.of(Proved.read(in));
            case Raised.TYPE -> Optional.of(Raised.read(in));
            case Opened.TYPE -> Optional.of(Opened.read(in));
            case Conveyed.TYPE -> Optional.of(Conveyed.read(version, in));
            default -> Optional.empty();
        };
    }
}
