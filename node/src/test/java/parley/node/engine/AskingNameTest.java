package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;

/** An asking is named by all that people are shown of it, so that their yes counts for that alone. */
final class AskingNameTest {
    private static final RelayAddress RELAY = new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32]));
    private static final Bytes OTHER_KEY = Hash.of("another key").value();
    private static final Principal OMAN = person("Oman", Role.MEDIATOR);
    private static final Principal IRAN = person("Iran", Role.PARTY);

    private static RoomSheet asked() {
        RoomRef ref = new RoomRef(new TableId(Hash.of("a table")), new RoomId(Hash.of("a room")));
        RoomSheet sheet = new RoomSheet(ref, "Caucus", Bytes.utf8("rules"), OMAN.id(), 3, Instant.EPOCH);
        sheet.members.add(OMAN);
        sheet.relay = Optional.of(RELAY);
        return sheet;
    }

    private static Principal person(String name, Role role) {
        return new Principal(new PrincipalId(Hash.of(name)), name, role);
    }

    /** What another asking into the same room may change. */
    static Stream<Arguments> others() {
        return Stream.of(
                another("host", sheet -> sheet.relay = at(new RelayAddress("far.test", RELAY.port(), RELAY.key()))),
                another("key", sheet -> sheet.relay = at(new RelayAddress(RELAY.host(), RELAY.port(), OTHER_KEY))),
                another("asker", sheet -> sheet.founder = IRAN.id()),
                another("name", sheet -> sheet.name = "Plenary"),
                another("terms", sheet -> sheet.terms = Bytes.utf8("other rules")),
                another("seats", sheet -> sheet.seats = 4),
                another("readers", sheet -> sheet.members.add(IRAN)),
                another("names", sheet -> sheet.members.set(0, new Principal(OMAN.id(), "Iran", OMAN.role()))));
    }

    private static Optional<RelayAddress> at(RelayAddress relay) {
        return Optional.of(relay);
    }

    private static Arguments another(String what, Consumer<RoomSheet> change) {
        return Arguments.of(Named.of(what, change));
    }

    @ParameterizedTest
    @MethodSource("others")
    void what_differs_in_anything_that_is_shown_has_another_name(Consumer<RoomSheet> change) {
        RoomSheet sheet = asked();
        change.accept(sheet);
        assertThat(sheet.asking(RELAY)).isNotEqualTo(asked().asking(RELAY));
    }

    @Test
    void what_comes_again_has_the_same_name_also_after_a_restart() throws Malformed {
        RoomSheet again = RoomSheet.decode(asked().encoded());
        again.enter(RoomSheet.Phase.ASKED, Instant.EPOCH.plusSeconds(1));
        assertThat(again.asking(RELAY)).isEqualTo(asked().asking(RELAY));
    }

    @Test
    void an_asking_of_before_its_relay_was_kept_means_the_tables() {
        RoomSheet before = asked();
        before.relay = Optional.empty();
        assertThat(before.asking(RELAY)).isEqualTo(asked().asking(RELAY));
    }
}
