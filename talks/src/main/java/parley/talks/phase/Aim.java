package parley.talks.phase;

import java.util.Optional;
import parley.talks.event.Word;
import parley.talks.rules.RoomKind;

/** What all parties are asked to agree on: a later phase, or going direct while the phase has no room for it yet. */
public enum Aim implements Word {
    EXPLORATORY("exploratory", Phase.EXPLORATORY, null),
    TALKS("talks", Phase.TALKS, null),
    DRAFTING("drafting", Phase.DRAFTING, null),
    AGREEMENT("agreement", Phase.AGREEMENT, null),
    IMPLEMENTATION("implementation", Phase.IMPLEMENTATION, null),
    /** A room of all who sit at the table. */
    PLENARY("plenary", null, RoomKind.PLENARY),
    /** A room of the parties without the mediator. */
    DIRECT("direct", null, RoomKind.DIRECT);

    private final String word;
    private final Optional<Phase> phase;
    private final Optional<RoomKind> room;

    Aim(String word, @org.jspecify.annotations.Nullable Phase phase, @org.jspecify.annotations.Nullable RoomKind room) {
        this.word = word;
        this.phase = Optional.ofNullable(phase);
        this.room = Optional.ofNullable(room);
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether parties then talk with one another: an open contact before, a table from there on. */
    public boolean opensTable() {
        return room.isPresent() || phase.filter(one -> !one.before(Phase.TALKS)).isPresent();
    }

    /** The phase that begins; empty of going direct. */
    public Optional<Phase> phase() {
        return phase;
    }

    /** The kind of room that may be opened; empty of a phase. */
    public Optional<RoomKind> room() {
        return room;
    }
}
