package parley.talks.sounding;

import java.util.List;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.rules.Language;
import parley.talks.text.Blank;
import parley.talks.text.PlainText;

/** What can happen to a sounding in one caucus. */
public sealed interface SoundingEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * A mediator asks; the same bytes go into the caucus of each party that is asked.
     *
     * @param nonce makes asking again another sounding
     * @param text the question's words in Unicode's composed form; may be empty for {@link SoundingKind#MEET}
     * @param asked the parties that are asked, by the mediator's word
     * @param deadline milliseconds since 1970 UTC: not before it does a sounding end without having opened. No fold reads a
     *     clock; nodes take no answer of their own behind it
     */
    record Asked(
            Hash nonce,
            SoundingKind kind,
            String text,
            String lang,
            Direction dir,
            List<Principal> asked,
            long deadline)
            implements SoundingEvent {
        static final String TYPE = "sounding.asked";

        public Asked {
            asked = List.copyOf(asked);
        }

        /** Names this sounding, in all caucuses alike: equal names mean that equal words went to the same parties. */
        public Hash name() {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(nonce);
            kind.write(all);
            all.text(text).text(lang);
            dir.write(all);
            all.list(asked, (to, one) -> one.write(to)).u64(deadline);
            return Hash.of("sounding", all.bytes());
        }

        /**
         * Names the question, whenever it is asked: so that asking again is seen and counted. Spaces, what nobody sees and the
         * case of Latin letters make no other question; of a meeting, other words don't either.
         */
        public Hash question() {
            CanonicalWriter all = new CanonicalWriter();
            kind.write(all);
            all.text(kind == SoundingKind.MEET ? "" : plain(PlainText.of(text)));
            all.list(asked.stream().map(one -> one.id().hash()).sorted().toList(), CanonicalWriter::hash);
            return Hash.of("sounding-question", all.bytes());
        }

        /** With rules of our own, not of Unicode's version: a fold depends on it. */
        private static String plain(String text) {
            StringBuilder plain = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (!Blank.isSpace(c)) {
                    plain.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
                }
            }
            return plain.toString();
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(7)
                    .hash("nonce", nonce)
                    .word("kind", kind)
                    .text("text", text)
                    .text("lang", lang)
                    .word("dir", dir)
                    .list("asked", asked, (to, one) -> to.fields(1).principal("party", one))
                    .number("deadline", deadline);
        }

        static Asked read(EventReader in) throws Malformed {
            in.fields(7);
            return new Asked(
                    in.hash("nonce"),
                    in.word("kind", SoundingKind.values()),
                    in.text("text", Soundings.MOST_TEXT_BYTES),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()),
                    in.list(
                            "asked",
                            Soundings.MOST_ASKED,
                            item -> item.fields(1).principal("party")),
                    in.number("deadline"));
        }
    }

    /** The asked party's own seat answers, once. */
    record Answered(Hash sounding, SoundingAnswer answer) implements SoundingEvent {
        static final String TYPE = "sounding.answered";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("sounding", sounding).word("answer", answer);
        }

        static Answered read(EventReader in) throws Malformed {
            in.fields(2);
            return new Answered(in.hash("sounding"), in.word("answer", SoundingAnswer.values()));
        }
    }

    /** The mediator says how it ended. Not opened it is the same bytes for everyone, whatever anybody answered. */
    record Ended(Hash sounding, SoundingAnswer outcome) implements SoundingEvent {
        static final String TYPE = "sounding.ended";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("sounding", sounding).word("outcome", outcome);
        }

        static Ended read(EventReader in) throws Malformed {
            in.fields(2);
            return new Ended(in.hash("sounding"), in.word("outcome", SoundingAnswer.values()));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<SoundingEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Asked.TYPE -> Optional.of(Asked.read(in));
            case Answered.TYPE -> Optional.of(Answered.read(in));
            case Ended.TYPE -> Optional.of(Ended.read(in));
            default -> Optional.empty();
        };
    }
}
