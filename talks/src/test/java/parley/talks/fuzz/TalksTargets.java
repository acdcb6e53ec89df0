package parley.talks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.base.Result;
import parley.base.Role;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.base.fuzz.Targets;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.History;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.Decision;
import parley.talks.rules.Destruction;
import parley.talks.rules.Discretion;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** All of them. Seeds are what earlier versions wrote, and what random members write. */
public final class TalksTargets implements Targets {
    private static final int FILES = 4;

    @Override
    public List<Target> all() {
        return List.of(
                Canonical.of("event", kept("."), TalksTargets::event),
                Canonical.of("rules", rules(), TalksTargets::rules),
                Canonical.of("room-terms", terms(), TalksTargets::terms),
                Canonical.of("room-state", states(), TalksTargets::state),
                Canonical.of(
                        "history",
                        Map.of("valid", new History(2, 17).encoded()),
                        input -> done(History.read(input)).map(History::encoded)),
                new FoldTarget(),
                new TextTarget(),
                new FileNameTarget());
    }

    private static Optional<Bytes> event(Bytes input) {
        return switch (RoomEvent.read(input)) {
            case RoomEvent.Reading.Known(RoomEvent event, int _) -> Optional.of(event.encoded());
            // Kept as it came, for whoever knows the version.
            case RoomEvent.Reading.Later(int _, String _) -> Optional.of(input);
            case RoomEvent.Reading.Nothing(String _) -> Optional.empty();
        };
    }

    /** A state of an earlier form is written in the form of now, which then is the one encoding. */
    private static Optional<Bytes> state(Bytes input) {
        Optional<Bytes> written = done(RoomTalk.restore(input)).map(RoomTalk::encoded);
        if (written.isPresent() && written.get().at(0) != input.at(0)) {
            assertThat(RoomTalk.restore(written.get()).orThrow().encoded()).isEqualTo(written.get());
            return Optional.of(input);
        }
        return written;
    }

    private static Optional<Bytes> rules(Bytes input) {
        try {
            Rules rules = Rules.read(input);
            rules.objection();
            return Optional.of(rules.encoded());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> terms(Bytes input) {
        return done(RoomTerms.read(input)).map(RoomTerms::encoded);
    }

    private static <T> Optional<T> done(Result<T> result) {
        return switch (result) {
            case Result.Done<T>(T value) -> Optional.of(value);
            case Result.Refused<T> _ -> Optional.empty();
        };
    }

    private static Map<String, Bytes> rules() {
        Discretion answered = new Discretion("nothing", "for ever", "talks end", "no comment");
        return Map.of(
                "standard",
                Rules.standard().encoded(),
                "answered",
                Rules.standard().withDiscretion(answered).encoded(),
                "with terms",
                Rules.standard()
                        .withDiscretion(answered)
                        .withConfidentiality(new Confidentiality(
                                Conveying.IN_SUBSTANCE,
                                Attribution.NONE,
                                20_908,
                                List.of(new MediaLine("en", "We met.")),
                                Destruction.ERASE))
                        .withDecision(Decision.PARTIES_AND_MEDIATOR)
                        .withPauses(new Pauses(List.of(Role.MEDIATOR), 14, 7))
                        .encoded());
    }

    private static Map<String, Bytes> terms() {
        Map<String, Bytes> seeds = new LinkedHashMap<>(kept("terms"));
        for (RoomKind kind : RoomKind.values()) {
            seeds.put(kind.word(), new RoomTerms(kind, Rules.standard()).encoded());
        }
        return seeds;
    }

    private static Map<String, Bytes> states() {
        Map<String, Bytes> seeds = new LinkedHashMap<>(kept("state"));
        RoomTalk room = Rooms.plenary();
        seeds.put("new", room.encoded());
        for (int seed = 0; seed < 6; seed++) {
            seeds.put(
                    "after " + seed, FoldTarget.folded(FoldTarget.played(seed)).encoded());
        }
        seeds.put(
                "two",
                Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR)
                        .encoded());
        return seeds;
    }

    /** From the golden files: each name that has these letters. */
    static Map<String, Bytes> kept(String letters) {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (int file = 1; file <= FILES; file++) {
            String name = "/parley/talks/kept-" + file + ".txt";
            try (InputStream in = Objects.requireNonNull(TalksTargets.class.getResourceAsStream(name))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                        .lines()
                        .toList()) {
                    String[] words = line.split(" ", 2);
                    if (words[0].contains(letters)) {
                        seeds.put(words[0] + " " + file, Bytes.hex(words[1]));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }
}
