package parley.talks.convey;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.talks.convey.ConveyEvent.Crossed;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** A mediator and a party in a caucus: what is said there, marked, crosses, and is brought elsewhere. */
abstract class InACaucus {
    static final Wording OURS = words("We could live with eighteen hours.");
    static final Wording MEDIATORS = words("They don't rule out a day.");
    static final List<ReaderProof> PROOFS =
            List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("keys"), Hash.of("tag")));
    static final List<Principal> TO = List.of(People.JUNIPER, People.HARBOUR);

    RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
    int position;

    @BeforeEach
    void emptyCaucus() {
        position = 0;
    }

    static Wording words(String text) {
        return new Wording(text, "en", Direction.LTR);
    }

    static ConveyActs.Command marking(Label label) {
        return marking(OURS, label);
    }

    static ConveyActs.Command marking(Wording wording, Label label) {
        return new ConveyActs.Command.Mark(Hash.of("message"), List.of(new Marking(wording, label)));
    }

    static ConveyActs.Command relabel(Hash passage, Caveat caveat) {
        return new ConveyActs.Command.Relabel(passage, new Label(caveat, "Clause two.", 0));
    }

    static ConveyActs.Command writeDown(Hash passage, Wording told) {
        return new ConveyActs.Command.WriteDown(passage, CrossedAs.PARAPHRASE, TO, OURS.text(), told, "They asked.", 0);
    }

    static Crossed crossed(Hash passage, CrossedAs as, String because) {
        return switch (as) {
            case VERBATIM -> new Crossed(passage, as, TO, OURS, because, 0);
            case PARAPHRASE -> new Crossed(passage, as, TO, MEDIATORS, because, 0);
            case OWN -> new Crossed(passage, as, List.of(), words(""), because, 0);
        };
    }

    Hash mark(Caveat caveat) {
        return mark(new Label(caveat, "Clause two.", 0));
    }

    Hash mark(Label label) {
        act(People.CEDAR, marking(label));
        return caucus.conveyance().passages().getLast().name();
    }

    void act(Principal who, ConveyActs.Command command) {
        caucus = Rooms.act(caucus, ++position, who, new RoomCommand.OfConveyance(command));
    }

    Result<Bytes> decide(Principal who, ConveyActs.Command command) {
        return caucus.decide(who.id(), new RoomCommand.OfConveyance(command));
    }

    /** The record of a mediator's node that doesn't ask its Acts. */
    RoomTalk record(RoomTalk before, Crossed crossed) {
        return Rooms.fold(before, ++position, People.HARBOUR, new RoomEvent.OfConveyance(crossed).encoded());
    }

    String forged(Hash passage, CrossedAs as, Wording wording) {
        return verdict(record(caucus, new Crossed(passage, as, TO, wording, "", 0)));
    }

    static String verdict(RoomTalk after) {
        return after.last().orElseThrow() instanceof Outcome.Refused(var _, Refusal why) ? why.key() : "counts";
    }

    static String brought(RoomTalk room, Principal who, CrossedAs as, Principal from) {
        return Rooms.keyOf(room.decide(
                who.id(),
                new RoomCommand.OfConveyance(
                        new ConveyActs.Command.Convey(as, from, MEDIATORS, Optional.empty(), Standing.COMPARED))));
    }
}
