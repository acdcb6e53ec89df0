package parley.talks.room;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.talks.Why;
import parley.talks.convey.Conveyance;
import parley.talks.courier.Courier;
import parley.talks.event.EventReader;
import parley.talks.gallery.Gallery;
import parley.talks.mandate.Acted;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Mandates;
import parley.talks.message.Messages;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.nonpaper.NonPapers;
import parley.talks.phase.Phases;
import parley.talks.practice.Practice;
import parley.talks.practice.Practice.Place;
import parley.talks.practice.Sitting;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Roster;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.sheet.Sheet;
import parley.talks.sounding.Soundings;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.Table;

/**
 * The whole talk of one room at one position: what every node that folded the same entries holds identically.
 *
 * <p>It has the shape that the sealed room asks of a fold, without depending on it. Every method is a pure function, and none
 * throws on what others sent. Equal entries give equal digests between folds of equal {@link #VERSION}; folds of unequal
 * versions aren't compared. Immutable and thread-safe.
 */
public final class RoomTalk {
    /** Version of the fold's rules: raised whenever equal entries could give another state or digest than before. */
    public static final int VERSION = 8;

    private final RoomState state;
    private final Optional<Outcome> last;
    private final Optional<Acted> acted;
    private final Optional<Lapse> lapse;
    /** Made when somebody first asks, and then asked for several times; a race makes it twice. */
    private @Nullable Hash digest;

    private RoomTalk(RoomState state, Optional<Outcome> last, Optional<Acted> acted, Optional<Lapse> lapse) {
        this.state = state;
        this.last = last;
        this.acted = acted;
        this.lapse = lapse;
    }

    /** One that no entry made. */
    private RoomTalk(RoomState state) {
        this(state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What the last entry said the hour of had come. No fold sees whether it had: who shows it can.
     *
     * @param until milliseconds since 1970 UTC, as it was said when it began
     * @param mandate whose time that was; empty when it was a suspension's
     */
    public record Lapse(long until, Optional<Mandate> mandate) {}

    /**
     * How a room begins.
     *
     * @param terms {@link RoomTerms#encoded()} as the founding carries it
     */
    public record Birth(RoomId room, String name, Bytes terms, List<Principal> principals) {
        public Birth {
            principals = List.copyOf(principals);
        }
    }

    /** An opened entry at its place. {@code position} counts through all epochs of the room, from 1. */
    public record Said(long position, int epoch, PrincipalId author, Bytes event) {}

    /** What ended an epoch. {@code principals} is the roster of the new one. */
    public record Turn(int epoch, ChangeKind kind, PrincipalId subject, List<Principal> principals) {
        public Turn {
            principals = List.copyOf(principals);
        }
    }

    /** A change that has all its consents. */
    public record Ratified(ChangeKind kind, Principal subject, Bytes change) {}

    /**
     * The state before the first entry. A founding whose terms can't be obeyed, or whose members can't sit together, begins
     * a room in which nothing counts: look at {@link RoomTerms#read} and {@link RoomTerms#objection} before joining one.
     */
    public static RoomTalk begin(Birth birth) {
        RoomState state = switch (RoomTerms.read(birth.terms())) {
            case Result.Done<RoomTerms>(RoomTerms terms)
            when obeyable(birth, terms) -> RoomState.begin(birth.room(), birth.name(), terms, true, birth.principals());
            case Result.Done<RoomTerms> _, Result.Refused<RoomTerms> _ ->
                RoomState.begin(birth.room(), "", new RoomTerms(RoomKind.PROTOCOL, Rules.standard()), false, List.of());
        };
        return new RoomTalk(state);
    }

    private static boolean obeyable(Birth birth, RoomTerms terms) {
        return birth.principals().size() <= Rules.MOST_SEATS
                && RoomState.isName(birth.name())
                && terms.kind().objection(birth.principals()).isEmpty();
    }

    /** A state from its encoding; the caller compares {@link #digest()} with what others say. */
    public static Result<RoomTalk> restore(Bytes encoded) {
        try {
            return Result.done(new RoomTalk(RoomState.read(encoded)));
        } catch (Malformed e) {
            return Why.ROOM_UNREADABLE.result();
        }
    }

    /** The state after one entry. {@link #last()} of it says what came of the entry. */
    public RoomTalk fold(Said said) {
        Place place = new Place(said.position(), said.author(), said.event());
        return switch (RoomEvent.read(said.event())) {
            case RoomEvent.Reading.Nothing(String why) -> after(state, new Outcome.Nothing(why));
            case RoomEvent.Reading.Later(int version, String type) -> unknown(version, type);
            case RoomEvent.Reading.Known(RoomEvent event, int version) ->
                version > table().rules().eventVersion() ? unknown(version, event.type()) : happen(place, event);
        };
    }

    private RoomTalk happen(Place place, RoomEvent event) {
        if (!state.obeyed()) {
            return after(state, new Outcome.Refused(event, Why.ROOM_UNREADABLE.refusal()));
        }
        return switch (event) {
            case RoomEvent.OfTable(var one) -> folded(event, table(), place, one, state::with);
            case RoomEvent.OfRoster(var one) -> folded(event, roster(), place, one, state::with);
            case RoomEvent.OfMessage(var one) -> folded(event, messages(), place, one, state::with);
            case RoomEvent.OfConveyance(var one) -> folded(event, conveyance(), place, one, state::with);
            case RoomEvent.OfSounding(var one) -> folded(event, soundings(), place, one, state::with);
            case RoomEvent.OfNonPaper(var one) -> folded(event, nonPapers(), place, one, state::with);
            case RoomEvent.OfCourier(var one) -> folded(event, courier(), place, one, state::with);
            case RoomEvent.OfPhase(var one) -> folded(event, phases(), place, one, state::with);
            case RoomEvent.OfMandate(var one) -> folded(event, mandates(), place, one, state::with);
            case RoomEvent.OfSheet(var one) -> folded(event, sheet(), place, one, state::with);
            case RoomEvent.OfGallery(var one) -> folded(event, gallery(), place, one, state::with);
            case RoomEvent.OfSuspension(var one) -> folded(event, suspension(), place, one, state::with);
        };
    }

    private <E, S extends Practice<E, S>> RoomTalk folded(
            RoomEvent event, Practice<E, S> practice, Place place, E one, Function<S, RoomState> with) {
        Sitting sitting = sitting();
        RoomTalk then = practice.objection(sitting, place.who(), one)
                .or(() -> closed(place.who(), event))
                .or(() -> exceeds(place.who(), event))
                .map(why -> after(state, new Outcome.Refused(event, why)))
                .orElseGet(() -> after(with.apply(practice.accept(sitting, place, one)), new Outcome.Happened(event)));
        return new RoomTalk(then.state, then.last, actsUnder(place.who(), event), lapse(event));
    }

    private Optional<Lapse> lapse(RoomEvent event) {
        if (event instanceof RoomEvent.OfMandate(MandateEvent.Lapsed(Hash name))) {
            return mandates().mandate(name).map(one -> new Lapse(one.until(), Optional.of(one)));
        }
        return event instanceof RoomEvent.OfSuspension(SuspensionEvent.Lapsed _)
                ? suspension().stop().map(stop -> new Lapse(stop.until(), Optional.empty()))
                : Optional.empty();
    }

    /** Nobody where a node says by itself what needs no power; nor for a non-paper, whose author that would name. */
    private Optional<Acted> actsUnder(PrincipalId who, RoomEvent event) {
        return event instanceof RoomEvent.OfNonPaper(NonPaperEvent.Laid _)
                ? Optional.empty()
                : MandateGate.needs(event, roster()).flatMap(_ -> mandates().acted(who));
    }

    private RoomTalk unknown(int version, String type) {
        return after(state.withOneMoreUnknown(), new Outcome.Unknown(version, type));
    }

    private static RoomTalk after(RoomState state, Outcome outcome) {
        return new RoomTalk(state, Optional.of(outcome), Optional.empty(), Optional.empty());
    }

    /** The state after an epoch ended: proposals and consents lapse. */
    public RoomTalk turn(Turn turn) {
        return state.obeyed() ? new RoomTalk(state.turned(turn.epoch(), turn.principals())) : new RoomTalk(state);
    }

    /** Decides what somebody asks: the bytes of the event to seal, or why not. What is refused here, every fold refuses. */
    public Result<Bytes> decide(PrincipalId who, RoomCommand command) {
        if (!state.obeyed()) {
            return Why.ROOM_UNREADABLE.result();
        }
        return RoomActs.decide(this, who, command).then(event -> sealable(who, event));
    }

    /** Why this act is not open to {@code who}, by its seat, by a suspension or by the phase; empty when it is. */
    private Optional<Refusal> closed(PrincipalId who, RoomEvent event) {
        return sitting()
                .seat(who)
                .flatMap(author -> SeatGate.closed(event, state.kind(), author)
                        .or(() -> SuspensionGate.closed(event, suspension(), roster(), rules().pauses(), author)))
                .or(() -> PhaseGate.closed(event, phases().now(), state.kind()));
    }

    /** Why no mandate covers this act of {@code who}; empty when one does, or none is needed. */
    private Optional<Refusal> exceeds(PrincipalId who, RoomEvent event) {
        return MandateGate.needs(event, roster()).flatMap(needed -> mandates().exceeds(who, needed));
    }

    private Result<Bytes> sealable(PrincipalId who, RoomEvent event) {
        if (event.version() > rules().eventVersion()) {
            return Why.EVENT_LATER_VERSION.result(event.version(), rules().eventVersion());
        }
        Optional<Refusal> closed = closed(who, event).or(() -> exceeds(who, event));
        if (closed.isPresent()) {
            return Result.refused(closed.get());
        }
        Bytes bytes = event.encoded();
        return bytes.size() > EventReader.MOST_BYTES
                ? Why.EVENT_TOO_LARGE.result(bytes.size(), EventReader.MOST_BYTES)
                : Result.done(bytes);
    }

    /** H over the encoding: hashes of texts, never texts, so that erasure changes no digest. */
    public Hash digest() {
        Hash known = digest;
        if (known == null) {
            known = Hash.of("talk", Hash.number(VERSION), encoded());
            digest = known;
        }
        return known;
    }

    /** The canonical encoding. Some KiB, whatever has been said. */
    public Bytes encoded() {
        return state.encoded();
    }

    /**
     * The change of this name, if all the consents stand that the Rules ask for.
     *
     * @param change {@code H("proposal", change bytes)}, as the sealed room names changes
     */
    public Optional<Ratified> ratified(Hash change) {
        return roster().ratified(sitting(), change)
                .map(found -> new Ratified(found.kind(), found.subject(), found.change()));
    }

    /** What came of the entry that made this state; empty at a beginning, after a restore and after a turn. */
    public Optional<Outcome> last() {
        return last;
    }

    /** What the last entry said the hour of had come; for the view, like {@link #last()}. */
    public Optional<Lapse> lapse() {
        return lapse;
    }

    /**
     * Under which mandate its author did what made this state, as the state before it says; empty where nobody shows a mandate, where it
     * needs none, and where {@link #last()} is. For the view, like that one.
     */
    public Optional<Acted> acted() {
        return acted;
    }

    /** False when the founding can't be obeyed: nothing counts here. */
    public boolean obeyed() {
        return state.obeyed();
    }

    public String name() {
        return state.name();
    }

    public Sitting sitting() {
        return state.sitting();
    }

    public Rules rules() {
        return table().rules();
    }

    public Table table() {
        return state.table();
    }

    public Roster roster() {
        return state.roster();
    }

    public Messages messages() {
        return state.messages();
    }

    public Conveyance conveyance() {
        return state.conveyance();
    }

    public Soundings soundings() {
        return state.soundings();
    }

    public Courier courier() {
        return state.courier();
    }

    public Sheet sheet() {
        return state.sheet();
    }

    public Gallery gallery() {
        return state.gallery();
    }

    public Suspension suspension() {
        return state.suspension();
    }

    public NonPapers nonPapers() {
        return state.nonPapers();
    }

    public Phases phases() {
        return state.phases();
    }

    public Mandates mandates() {
        return state.mandates();
    }

    /** How many entries were events of later versions. */
    public long unknown() {
        return state.unknown();
    }

    /** Equal states; how they were reached doesn't matter. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RoomTalk that && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public String toString() {
        return "RoomTalk " + state.room() + ", epoch " + state.epoch() + ", " + digest();
    }
}
