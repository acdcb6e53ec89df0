package parley.talks.message;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.message.MessageEvent.Said;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;

/** Decides what people ask to say in a room. Pure. */
public final class MessageActs {
    private static final int REPLACEMENT = 0xFFFD;

    private MessageActs() {}

    /** What a person can ask. */
    public sealed interface Command {
        /**
         * @param text as typed: {@link #canonical} is applied to it
         * @param onRecord the signature block over {@link #canonical canonical(text)}, when it is to be on the record
         * @param statedAt when it was written, milliseconds since 1970 UTC, not negative
         * @param leastKnown how well the asking node knows the reader that it knows least
         */
        record Say(
                MessageKind kind,
                String text,
                String lang,
                Direction dir,
                Optional<Hash> inReplyTo,
                List<Attachment> attachments,
                Optional<Bytes> onRecord,
                long statedAt,
                Standing leastKnown)
                implements Command {
            public Say {
                attachments = List.copyOf(attachments);
            }
        }
    }

    /**
     * Decides. That the readers are known well enough is checked here only: what a node knows of its peers is in no log,
     * so no fold can judge it.
     */
    public static Result<MessageEvent> decide(Sitting sitting, Messages state, PrincipalId who, Command command) {
        return switch (command) {
            case Command.Say say -> {
                if (say.onRecord().isPresent() && say.leastKnown() != Standing.COMPARED) {
                    yield Why.MESSAGE_RECORD_NEEDS_COMPARED.result();
                }
                if (!say.leastKnown().atLeast(sitting.rules().readers())) {
                    yield Why.MESSAGE_READERS_NOT_COMPARED.result(
                            sitting.rules().readers().word());
                }
                yield state.judged(
                        sitting,
                        who,
                        new Said(
                                say.kind(),
                                canonical(say.text()),
                                say.lang(),
                                say.dir(),
                                say.inReplyTo(),
                                say.attachments(),
                                say.onRecord(),
                                Math.max(0, say.statedAt())));
            }
        };
    }

    /**
     * The text as it is sealed, signed and shown: line ends are {@code \n}, characters composed (NFC), half a surrogate pair
     * replaced by U+FFFD (UTF-8 has no form for it), nothing else changed.
     * Folds don't demand this form, since it depends on the version of Unicode that a node's Java knows.
     */
    public static String canonical(String typed) {
        StringBuilder whole = new StringBuilder();
        typed.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .forEach(whole::appendCodePoint);
        return Normalizer.normalize(whole, Normalizer.Form.NFC);
    }
}
