package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.node.desk.Conveying;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.CourierItems;
import parley.node.desk.CourierItems.Delivering;
import parley.node.desk.CourierItems.Handing;
import parley.node.desk.Mandating;
import parley.node.desk.Mandating.Issuing;
import parley.node.desk.Messages;
import parley.node.desk.NonPapers;
import parley.node.desk.Phasing;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Words;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.Means;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingKind;

/** What a page or a program may send that makes no sense: each is refused with a sentence, and nothing at the table changes. */
final class BadInputNodesTest extends TwoCaucuses {
    private static final String SAID = "Our capital says eighteen hours.";
    /** 128 KiB in UTF-8: beyond every limit. */
    private static final String LONG = "\u05d0".repeat(64 * 1024);

    private static final String DONE = "done";
    /** What a person is told when the engine met an exception. */
    private static final String FAULT = "node.fault";

    private static final Hash NOTHING = Hash.of("nothing of this name");
    private static final RoomId NOWHERE = new RoomId(NOTHING);

    private final Words words = new Words(new Look(Language.ENGLISH, false, ZoneOffset.UTC));
    private final Map<String, Supplier<Result<?>>> acts = new LinkedHashMap<>();
    private Hash passage;
    private Hash item;
    private long line;

    @BeforeEach
    void aPassageAndAnItem() {
        iran.say(withIran, SAID);
        line = iran.awaitText(withIran, SAID).index();
        conveying(iran)
                .mark(withIran, line, List.of(new Mark(SAID, new Label(Caveat.IN_SUBSTANCE, "", Optional.empty()))))
                .orThrow();
        courier(iran)
                .handIn(withIran, new Handing("", SAID, "en", Direction.LTR, List.of(), Optional.empty()))
                .orThrow();
        passage = oman.await(
                        "the passage",
                        desk -> desk.conveying().passages(withIran).stream().findFirst())
                .id();
        item = oman.await(
                        "the item",
                        desk -> desk.courier().bag(table).items().stream().findFirst())
                .id();
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence_and_changes_nothing() {
        mandates();
        phases();
        soundings();
        items();
        passages();
        messagesAndPapers();
        awaitSameLines();
        List<Integer> before = lines();
        Map<String, String> unlike = new LinkedHashMap<>();
        acts.forEach((what, act) -> {
            String answer = sentence(act);
            if (answer.isBlank() || answer.contains("{") || answer.equals(DONE)) {
                unlike.put(what, answer);
            }
        });
        assertThat(unlike).as("what was not refused with a sentence").isEmpty();
        oman.say(withIran, "We are still here.");
        iran.awaitText(withIran, "We are still here.");
        oman.awaitText(withIran, "We are still here.");
        assertThat(lines())
                .as("lines of each room on each node")
                .containsExactly(before.getFirst() + 1, before.get(1) + 1, before.getLast());
    }

    private String sentence(Supplier<Result<?>> act) {
        try {
            return switch (act.get()) {
                case Result.Done<?> _ -> DONE;
                case Result.Refused<?>(Refusal why) ->
                    why.key().equals(FAULT)
                            ? "{" + FAULT + "}"
                            : words.sayInOrder(why.key(), why.parts()).plain();
            };
        } catch (RuntimeException e) {
            return "{" + e + "}";
        }
    }

    private void mandates() {
        List<RoomId> here = List.of(withIran.room());
        for (String delegate : List.of("", " \n\t", "\r\n", LONG)) {
            issue("a delegate of " + delegate.length(), new Issuing(delegate, Power.SIGN, 30, here));
        }
        for (int days : List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            issue("for days " + days, new Issuing("Envoy", Power.SIGN, days, here));
        }
        issue("shown nowhere", new Issuing("Envoy", Power.SIGN, 30, List.of()));
        issue("shown in no room", new Issuing("Envoy", Power.SIGN, 30, List.of(NOWHERE)));
        issue("shown in the other side's room", new Issuing("Envoy", Power.SIGN, 30, List.of(withIsrael.room())));
        acts.put("taking none", () -> mandating(iran).take(table, NOTHING));
        acts.put("revoking none", () -> mandating(iran).revoke(table, NOTHING));
    }

    private void issue(String what, Issuing issuing) {
        acts.put("a mandate: " + what, () -> mandating(iran).issue(table, issuing));
    }

    private void phases() {
        acts.put("accepting no move", () -> phasing(iran).accept(table, NOTHING));
        acts.put("ending no move", () -> phasing(iran).withdraw(table, NOTHING));
        acts.put("proposing what is open", () -> phasing(oman).propose(table, Aim.PLENARY));
        acts.put("proposing alone", () -> phasing(iran).propose(table, Aim.DRAFTING));
        acts.put("stepping forward", () -> phasing(iran).stepBack(table, Phase.DRAFTING));
    }

    private void soundings() {
        Instant hour = Instant.now().plus(Duration.ofHours(1));
        List<RoomId> both = List.of(withIran.room(), withIsrael.room());
        for (String text : List.of("", " \t\n", LONG)) {
            ask("of " + text.length() + " letters", text, "en", both, hour);
        }
        ask("in no language", "Muscat?", "no language", both, hour);
        ask("of one", "Muscat?", "en", List.of(withIran.room()), hour);
        ask("of one twice", "Muscat?", "en", List.of(withIran.room(), withIran.room()), hour);
        ask("of nobody", "Muscat?", "en", List.of(), hour);
        ask("in no room", "Muscat?", "en", List.of(withIran.room(), NOWHERE), hour);
        for (Instant when : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            ask("until " + when, "Muscat?", "en", both, when);
        }
        acts.put("answering nothing", () -> iran.desk().soundings().answer(withIran, NOTHING, SoundingAnswer.YES));
        acts.put(
                "answering nowhere",
                () -> iran.desk().soundings().answer(new RoomRef(table, NOWHERE), NOTHING, SoundingAnswer.YES));
    }

    private void ask(String what, String text, String language, List<RoomId> rooms, Instant deadline) {
        acts.put(
                "a sounding " + what,
                () -> oman.desk()
                        .soundings()
                        .ask(
                                table,
                                new Soundings.Question(
                                        SoundingKind.VENUE, text, language, Direction.LTR, rooms, deadline)));
    }

    private void items() {
        for (String text : List.of("", " \n", LONG)) {
            hand("of " + text.length() + " letters", "", text, "en", Optional.empty());
        }
        hand("for a long name", LONG, SAID, "en", Optional.empty());
        hand("in no language", "", SAID, "EN US", Optional.empty());
        hand("that answers nothing", "", SAID, "en", Optional.of(NOTHING));
        acts.put("calling none back", () -> courier(iran).callBack(withIran, NOTHING));
        acts.put("acknowledging none", () -> courier(iran).acknowledge(withIran, NOTHING));
        acts.put("receiving none", () -> courier(oman).receive(withIran, NOTHING));
        Instant now = Instant.now();
        for (String hand : List.of("", " \t", LONG)) {
            deliver("by a hand of " + hand.length(), item, withIsrael.room(), hand, "", now);
        }
        deliver("none", NOTHING, withIsrael.room(), "the ambassador", "", now);
        deliver("nowhere", item, NOWHERE, "the ambassador", "", now);
        deliver("where it comes from", item, withIran.room(), "the ambassador", "", now);
        deliver("with a long remark", item, withIsrael.room(), "the ambassador", LONG, now);
        for (Instant when : List.of(Instant.MIN, Instant.EPOCH, now.plus(Duration.ofDays(2)), Instant.MAX)) {
            deliver("at " + when, item, withIsrael.room(), "the ambassador", "", when);
        }
    }

    private void hand(String what, String addressee, String text, String language, Optional<Hash> answers) {
        acts.put(
                "an item " + what,
                () -> courier(iran)
                        .handIn(withIran, new Handing(addressee, text, language, Direction.LTR, List.of(), answers)));
    }

    private void deliver(String what, Hash which, RoomId to, String hand, String remark, Instant at) {
        acts.put(
                "delivering " + what,
                () -> courier(oman).deliver(withIran, which, new Delivering(to, hand, Means.PAPER, remark, at)));
    }

    private void passages() {
        Label label = new Label(Caveat.VERBATIM, "", Optional.empty());
        for (long index : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE)) {
            acts.put(
                    "marking line " + index,
                    () -> conveying(iran).mark(withIran, index, List.of(new Mark(SAID, label))));
        }
        mark("nothing", List.of());
        mark("no words", List.of(new Mark(" \n", label)));
        mark("other words", List.of(new Mark(LONG, label)));
        mark("too many", Collections.nCopies(17, new Mark(SAID, label)));
        mark("under a long condition", List.of(new Mark(SAID, new Label(Caveat.IF_ASKED, LONG, Optional.empty()))));
        for (Instant lapses : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            mark("until " + lapses, List.of(new Mark(SAID, new Label(Caveat.VERBATIM, "", Optional.of(lapses)))));
            acts.put(
                    "relabelling until " + lapses,
                    () -> conveying(iran)
                            .relabel(withIran, passage, new Label(Caveat.VERBATIM, "", Optional.of(lapses))));
        }
        acts.put("relabelling none", () -> conveying(iran).relabel(withIran, NOTHING, label));
        acts.put(
                "relabelling for nothing",
                () -> conveying(iran)
                        .relabel(withIran, passage, new Label(Caveat.IN_EXCHANGE, " \n", Optional.empty())));
        acts.put("withdrawing none", () -> conveying(iran).withdraw(withIran, NOTHING));
        acts.put("proving to nobody", () -> conveying(iran).prove(withIran, passage, new PrincipalId(NOTHING)));
        acts.put("letting no crossing go on", () -> conveying(oman).release(table, NOTHING));
        acts.put("giving no crossing up", () -> conveying(oman).drop(table, NOTHING));
        bring("none", NOTHING, withIsrael, "About a day.", "en");
        bring("nowhere", passage, new RoomRef(table, NOWHERE), "About a day.", "en");
        bring("where it comes from", passage, withIran, "About a day.", "en");
        bring("in no words", passage, withIsrael, " \n", "en");
        bring("in too many words", passage, withIsrael, LONG, "en");
        bring("in no language", passage, withIsrael, "About a day.", "");
    }

    private void mark(String what, List<Mark> passages) {
        acts.put("marking " + what, () -> conveying(iran).mark(withIran, line, passages));
    }

    private void bring(String what, Hash which, RoomRef to, String text, String language) {
        acts.put(
                "bringing " + what,
                () -> conveying(oman)
                        .convey(
                                withIran,
                                which,
                                new Bringing(to, CrossedAs.PARAPHRASE, text, language, Direction.LTR, "", false)));
    }

    private void messagesAndPapers() {
        Instant hour = Instant.now().plus(Duration.ofHours(1));
        for (String text : List.of("", " \r\n\t", LONG)) {
            say("of " + text.length() + " letters", text, "en");
            lay("of " + text.length() + " letters", text, "en", hour);
        }
        say("in no language", SAID, "e");
        lay("in no language", SAID, "e", hour);
        lay("of invisible letters", "\u200b\u202e\u2066", "en", hour);
        for (Instant lapses : List.of(Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            lay("until " + lapses, SAID, "en", lapses);
        }
    }

    private void say(String what, String text, String language) {
        acts.put(
                "a message " + what,
                () -> iran.desk()
                        .messages()
                        .send(
                                withIran,
                                new Messages.Outgoing(
                                        MessageKind.ANSWER,
                                        text,
                                        language,
                                        Direction.LTR,
                                        Optional.of(NOTHING),
                                        false,
                                        List.of())));
    }

    private void lay(String what, String text, String language, Instant lapses) {
        acts.put(
                "a paper " + what,
                () -> iran.desk()
                        .nonPapers()
                        .lay(withIran, new NonPapers.Laying(text, language, Direction.LTR, lapses, false, false)));
    }

    /** One's own words are a line of one's own record only when they were read back from the relay. */
    private void awaitSameLines() {
        iran.awaitTrue(
                "as many lines on both",
                _ -> oman.lines(withIran).size() == iran.lines(withIran).size());
    }

    private List<Integer> lines() {
        return List.of(
                oman.lines(withIran).size(),
                iran.lines(withIran).size(),
                oman.lines(withIsrael).size());
    }

    private static Mandating mandating(TestNode node) {
        return node.desk().mandating();
    }

    private static Phasing phasing(TestNode node) {
        return node.desk().phasing();
    }

    private static CourierItems courier(TestNode node) {
        return node.desk().courier();
    }

    private static Conveying conveying(TestNode node) {
        return node.desk().conveying();
    }
}
