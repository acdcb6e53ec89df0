package parley.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.engine.Ahead;
import parley.node.engine.TestNode;
import parley.node.engine.TestTable;
import parley.talks.message.Direction;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingKind;

/** A replayed talk: a mediator, whom it invited, a caucus with each party, and one clock that a test sets ahead. */
final class Stage implements AutoCloseable {
    /** People who meet through the mediator talk before they have compared with one another. */
    static final Rules VOUCHED = TestTable.ANSWERED.withReaders(Standing.VOUCHED);

    /** Shorter words stand in megabytes of sealed bytes by chance. */
    private static final int LEAST_SOUGHT = 6;

    /** A vault grows by itself. */
    private static final Pattern SIZE = Pattern.compile("<dt>Size on disk</dt><dd>.*?</dd>");

    /** So much of a page shows where something stands that shouldn't. */
    private static final int AROUND = 80;

    private final Path folder;
    private final TestTable talks;
    private final Ahead ahead = new Ahead();
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final Map<String, RoomRef> caucuses = new LinkedHashMap<>();
    private final String mediator;
    private final TableId table;

    Stage(Path folder, String mediator, String... parties) {
        this.folder = folder;
        this.mediator = mediator;
        talks = new TestTable(folder);
        Side first = begin(mediator);
        table = talks.open(first.node(), mediator, Role.MEDIATOR);
        for (String party : parties) {
            invite(party, Role.PARTY);
            caucuses.put(party, found(mediator + " and " + party, RoomKind.CAUCUS, TestTable.ANSWERED, party));
        }
    }

    private Side begin(String name) {
        Side side = new Side(
                name,
                talks.node("node-" + sides.size(), ahead),
                () -> Instant.now().plus(ahead.get()));
        sides.put(name, side);
        return side;
    }

    /** Somebody sits down whom the mediator invited, and the two have compared codes. */
    Side invite(String name, Role role) {
        Side side = begin(name);
        talks.pair(mediator().node(), table, mediator, side.node(), name, role);
        TestTable.compare(table, mediator().node(), mediator, side.node(), name);
        return side;
    }

    /** Somebody who doesn't sit at this table, nor knows of it. */
    Side sideAtAnotherTable(String name) {
        return begin(name);
    }

    /** A table of its own of that outsider, at which one of these sides sits too. */
    TableId otherTable(Side host, String guest) {
        TableId other = talks.open(host.node(), host.name(), Role.PARTY);
        talks.pair(host.node(), other, host.name(), side(guest).node(), guest, Role.PARTY);
        TestTable.compare(other, host.node(), host.name(), side(guest).node(), guest);
        return other;
    }

    Side side(String name) {
        return sides.getOrDefault(name, mediator());
    }

    Side mediator() {
        return java.util.Objects.requireNonNull(sides.get(mediator));
    }

    TableId table() {
        return table;
    }

    TestTable talks() {
        return talks;
    }

    RoomRef caucus(String party) {
        return Optional.ofNullable(caucuses.get(party)).orElseThrow();
    }

    /** The mediator founds a room with these, and their pages of it stand still. */
    RoomRef found(String name, RoomKind kind, Rules rules, String... with) {
        return foundBy(mediator(), name, kind, rules, with);
    }

    RoomRef foundBy(Side founder, String name, RoomKind kind, Rules rules, String... with) {
        TestNode[] others = Arrays.stream(with).map(one -> side(one).node()).toArray(TestNode[]::new);
        RoomRef room = TestTable.found(table, name, kind, rules, founder.node(), others);
        founder.node().awaitKeysConfirmed(room);
        for (TestNode other : others) {
            other.awaitKeysConfirmed(room);
        }
        return room;
    }

    /** Two who met in a room of the mediator's compare codes with one another. */
    void compare(String one, String other) {
        TestTable.compare(table, side(one).node(), one, side(other).node(), other);
    }

    Instant now() {
        return Instant.now().plus(ahead.get());
    }

    /** Time passes, each node looks at its clock, and people are at their devices. */
    void jump(Duration by) {
        ahead.leap(
                by,
                () -> sides.values().forEach(side -> side.node().node().gate().touch()));
    }

    /** Time passes until the mediator's device says an idea as its own, or tells its source. */
    void jumpToAnIdea() {
        jump(mediator().node().untilItsIdea(table));
    }

    // ---- What all sides do

    /** Steps back to the courier, and waits until everybody knows. */
    void byCourier() {
        mediator().desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        sides.values().forEach(side -> side.awaitPhase(table, Phase.COURIER));
    }

    void moveOn(Aim aim, Phase then) {
        mediator()
                .node()
                .awaitTrue(
                        "nothing to be open",
                        desk -> desk.phasing().phase(table).move().isEmpty());
        mediator().desk().phasing().propose(table, aim).orThrow();
        caucuses.keySet().forEach(party -> side(party).accept(table, aim));
        sides.values().forEach(side -> {
            side.awaitPhase(table, then);
            side.node()
                    .awaitTrue(
                            "the end of the move",
                            desk -> desk.phasing().phase(table).move().isEmpty());
        });
    }

    Hash ask(String text, Duration open) {
        return mediator()
                .desk()
                .soundings()
                .ask(
                        table,
                        new Soundings.Question(
                                SoundingKind.MEET,
                                text,
                                "en",
                                Direction.LTR,
                                caucuses.values().stream().map(RoomRef::room).toList(),
                                now().plus(open)))
                .orThrow();
    }

    void answer(String party, Hash asked, SoundingAnswer answer) {
        side(party)
                .node()
                .awaitTrue(
                        "the question",
                        desk -> desk.soundings().list(table).stream()
                                .anyMatch(one -> one.id().equals(asked)));
        side(party).desk().soundings().answer(caucus(party), asked, answer).orThrow();
        side(party)
                .node()
                .awaitTrue(
                        "its own answer",
                        desk -> desk.soundings().list(table).stream()
                                .filter(one -> one.id().equals(asked))
                                .flatMap(one -> one.parties().stream())
                                .anyMatch(one -> one.self() && one.answer().isPresent()));
    }

    Soundings.Sounding awaitState(String side, Hash asked, Soundings.State state) {
        return side(side)
                .node()
                .await(
                        "a sounding that is " + state,
                        desk -> desk.soundings().list(table).stream()
                                .filter(one -> one.id().equals(asked) && one.state() == state)
                                .findFirst());
    }

    PrincipalId id(String name) {
        return side(name).self(table);
    }

    // ---- What nobody may see

    /** That nothing which this side gives out has any of these texts, ids or instants in it. */
    void nothingOf(String side, Object... hidden) throws IOException, InterruptedException {
        String all = side(side).everything();
        for (Object one : hidden) {
            int at = all.indexOf(text(one));
            assertThat(at < 0 ? "" : all.substring(Math.max(0, at - AROUND), Math.min(all.length(), at + AROUND)))
                    .as("%s sees: %s", side, text(one))
                    .isEmpty();
        }
    }

    private static String text(Object one) {
        return one instanceof Hash hash ? hash.toHex() : one.toString();
    }

    /** That what was done meanwhile changed nothing on any page of this side. */
    void unchanged(String side, SequencedMap<String, String> before) throws IOException, InterruptedException {
        SequencedMap<String, String> after = side(side).looksAtAll();
        assertThat(after.sequencedKeySet()).containsExactlyElementsOf(before.sequencedKeySet());
        after.forEach((path, body) -> assertThat(lines(body))
                .as("%s sees a difference on %s", side, path)
                .isEqualTo(lines(before.get(path))));
    }

    private static String lines(@Nullable String body) {
        return SIZE.matcher(String.valueOf(body))
                .replaceAll("")
                .lines()
                .map(String::strip)
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    /** That neither the relay's files nor those of any node have any of these texts in the clear, nor a name of a side. */
    void nothingOnDisk(String... texts) throws IOException {
        List<byte[]> sought = Stream.concat(Arrays.stream(texts), sides.keySet().stream())
                .filter(text -> text.length() >= LEAST_SOUGHT)
                .flatMap(text ->
                        Stream.of(text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_16LE)))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                for (byte[] one : sought) {
                    assertThat(indexOf(content, one))
                            .as(
                                    "%s has in the clear: %s",
                                    folder.relativize(file), new String(one, StandardCharsets.UTF_8))
                            .isNegative();
                }
            }
        }
    }

    private static int indexOf(byte[] content, byte[] sought) {
        for (int i = 0; i + sought.length <= content.length; i++) {
            if (content[i] == sought[0] && Arrays.equals(content, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        sides.values().forEach(Side::close);
        talks.close();
    }
}
