package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.gallery.GalleryEvent;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.MandateEvent;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterEvent;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/** Turns what came of a folded entry into the line that people see of it. Pure. */
final class FoldedLine {
    /** What ends earlier than this before its hour did so by more than clocks differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private FoldedLine() {}

    /** @param shown how somebody of this id and name is called where others may be called so too; the author's name is told apart when it is shown */
    static LineRecord of(
            RoomFold.Said said,
            RoomTalk after,
            BiFunction<PrincipalId, String, String> shown,
            Instant now,
            boolean confirmed) {
        String author = name(after, said.author());
        Outcome outcome = after.last().orElseGet(() -> new Outcome.Nothing("no outcome"));
        LineRecord line = switch (outcome) {
            case Outcome.Happened(RoomEvent event) -> happened(said, after, event, author, shown, now, confirmed);
            case Outcome.Refused(RoomEvent _, var why) -> event(said, now, "line.refused", author, why.key());
            case Outcome.Unknown(int version, String _) ->
                new LineRecord.Unknown(said.position(), now, said.author(), author, version);
            case Outcome.Nothing(String _) -> event(said, now, "line.not-an-event", author);
        };
        return line instanceof LineRecord.Happened happened && happened.author().isPresent()
                ? happened.by(confirmed)
                : line;
    }

    /** The line of something that isn't folded, as it would stand if it counted in this talk. */
    static LineRecord asIfCounted(
            RoomFold.Said said,
            RoomTalk talk,
            RoomEvent event,
            String author,
            BiFunction<PrincipalId, String, String> shown,
            Instant when) {
        return happened(said, talk, event, author, shown, when, true);
    }

    /** Whether its line has a text that is read again from its bytes when it is shown. */
    static boolean hasText(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfMessage _,
                    RoomEvent.OfConveyance _,
                    RoomEvent.OfNonPaper _,
                    RoomEvent.OfCourier _,
                    RoomEvent.OfSheet _,
                    RoomEvent.OfGallery _,
                    RoomEvent.OfSuspension(SuspensionEvent.Suspended _),
                    RoomEvent.OfSuspension(SuspensionEvent.NoticeGiven _) -> true;
            case RoomEvent.OfRoster _,
                    RoomEvent.OfTable _,
                    RoomEvent.OfMandate _,
                    RoomEvent.OfPhase _,
                    RoomEvent.OfSounding _,
                    RoomEvent.OfSuspension _ -> false;
        };
    }

    private static LineRecord happened(
            RoomFold.Said said,
            RoomTalk after,
            RoomEvent event,
            String author,
            BiFunction<PrincipalId, String, String> shown,
            Instant now,
            boolean confirmed) {
        return switch (event) {
            case RoomEvent.OfNonPaper(NonPaperEvent.Laid laid)
            when laid.lapses() <= now.toEpochMilli() -> own(said.position(), now, "line.non-paper-lapsed");
            // A line with a text: read again when it is shown, erased when its time is over.
            case RoomEvent.OfMessage(MessageEvent.Said _),
                    RoomEvent.OfConveyance(ConveyEvent _),
                    RoomEvent.OfNonPaper(NonPaperEvent _),
                    RoomEvent.OfCourier(CourierEvent _),
                    RoomEvent.OfSheet(SheetEvent _),
                    RoomEvent.OfGallery(GalleryEvent _),
                    RoomEvent.OfSuspension(SuspensionEvent.Suspended _),
                    RoomEvent.OfSuspension(SuspensionEvent.NoticeGiven _) ->
                new LineRecord.Said(
                        said.position(), said.epoch(), now, said.author(), author, said.event(), confirmed, false);
            case RoomEvent.OfRoster(RosterEvent roster) -> ofRoster(said, after, roster, author, shown, now);
            case RoomEvent.OfTable(TableEvent table) -> ofTable(said, table, author, now);
            case RoomEvent.OfMandate(MandateEvent mandate) -> ofMandate(said, after, mandate, author, shown, now);
            case RoomEvent.OfPhase(PhaseEvent phase) -> event(said, now, ofPhase(phase), author);
            case RoomEvent.OfSounding(SoundingEvent sounding) -> event(said, now, ofSounding(sounding), author);
            case RoomEvent.OfSuspension(SuspensionEvent.Resumed _) ->
                event(said, now, after.suspension().stop().isPresent() ? "line.resume-agreed" : "line.resumed", author);
            case RoomEvent.OfSuspension(SuspensionEvent.Lapsed _) ->
                event(said, now, "line.suspension-lapsed" + early(lapse(after, event), now), author);
            case RoomEvent.OfSuspension(SuspensionEvent.NoticeTakenBack _) ->
                event(said, now, "line.notice-taken-back", author);
        };
    }

    private static LineRecord ofMandate(
            RoomFold.Said said,
            RoomTalk after,
            MandateEvent event,
            String author,
            BiFunction<PrincipalId, String, String> shown,
            Instant now) {
        return switch (event) {
            case MandateEvent.Issued issued ->
                event(said, now, "line.mandate-issued." + issued.power().word(), author, issued.delegate());
            case MandateEvent.Taken(Hash name) ->
                event(
                        said,
                        now,
                        "line.mandate-taken",
                        author,
                        after.mandates().mandate(name).map(Mandate::delegate).orElse(""));
            case MandateEvent.Revoked _ -> event(said, now, "line.mandate-revoked", author);
            case MandateEvent.Lapsed _ -> {
                Optional<RoomTalk.Lapse> lapse = lapse(after, new RoomEvent.OfMandate(event));
                yield lapse.flatMap(RoomTalk.Lapse::mandate)
                        .map(one -> event(
                                said,
                                now,
                                "line.mandate-over" + early(lapse, now),
                                author,
                                one.delegate(),
                                shown.apply(one.principal(), name(after, one.principal()))))
                        .orElseGet(() -> event(said, now, "line.mandate-lapsed", author));
            }
        };
    }

    /** What an entry that was folded last said the hour of had come. */
    private static Optional<RoomTalk.Lapse> lapse(RoomTalk after, RoomEvent event) {
        return after.last().filter(new Outcome.Happened(event)::equals).flatMap(_ -> after.lapse());
    }

    /** No fold reads a clock: that an hour has come is a word, and the clock here may say otherwise. */
    private static String early(Optional<RoomTalk.Lapse> lapse, Instant now) {
        Instant until = lapse.map(one -> Instant.ofEpochMilli(one.until())).orElse(now);
        if (now.plus(CLOCKS_DIFFER).isBefore(until)) {
            return "-early";
        }
        return "";
    }

    private static String ofPhase(PhaseEvent event) {
        return switch (event) {
            case PhaseEvent.Proposed proposed ->
                "line.phase-proposed." + proposed.aim().word();
            case PhaseEvent.Accepted _ -> "line.phase-accepted";
            case PhaseEvent.Withdrawn _ -> "line.phase-withdrawn";
            case PhaseEvent.Moved _ -> "line.phase-moved";
            case PhaseEvent.SteppedBack back -> "line.phase-back." + back.to().word();
        };
    }

    /** What was asked and answered stands on the page of soundings only. */
    private static String ofSounding(SoundingEvent event) {
        return switch (event) {
            case SoundingEvent.Asked _ -> "line.sounding-asked";
            case SoundingEvent.Answered _ -> "line.sounding-answered";
            case SoundingEvent.Ended ended ->
                switch (ended.outcome()) {
                    case YES -> "line.sounding-opened";
                    case NOT_NOW -> "line.sounding-not-now";
                };
        };
    }

    private static LineRecord ofRoster(
            RoomFold.Said said,
            RoomTalk after,
            RosterEvent event,
            String author,
            BiFunction<PrincipalId, String, String> shown,
            Instant now) {
        return switch (event) {
            case RosterEvent.Proposed proposed ->
                event(
                        said,
                        now,
                        "line.proposed." + proposed.kind().word(),
                        author,
                        shown.apply(proposed.subject().id(), proposed.subject().name()),
                        proposed.note());
            case RosterEvent.Consented consented ->
                event(
                        said,
                        now,
                        "line.consented" + about(after, consented.proposal()),
                        author,
                        subject(after, consented.proposal(), shown));
            case RosterEvent.Withdrawn withdrawn ->
                event(said, now, "line.withdrawn", author, subject(after, withdrawn.proposal(), shown));
        };
    }

    private static LineRecord ofTable(RoomFold.Said said, TableEvent event, String author, Instant now) {
        return switch (event) {
            case TableEvent.RulesProposed proposed ->
                event(
                        said,
                        now,
                        "line.rules-proposed",
                        author,
                        Integer.toString(proposed.rules().version()),
                        proposed.note());
            case TableEvent.RulesAccepted _ -> event(said, now, "line.rules-accepted", author);
            case TableEvent.RulesWithdrawn _ -> event(said, now, "line.rules-withdrawn", author);
        };
    }

    /** A line for something that the room did, at no entry of its own. */
    static LineRecord.Happened own(long position, Instant now, String key, String... parts) {
        return new LineRecord.Happened(position, now, Optional.empty(), key, List.of(parts), true);
    }

    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static LineRecord event(RoomFold.Said said, Instant now, String key, String... parts) {
        return new LineRecord.Happened(said.position(), now, Optional.of(said.author()), key, List.of(parts), true);
    }

    private static String about(RoomTalk after, Hash proposal) {
        return after.roster()
                .proposal(proposal)
                .map(one -> "." + one.kind().word())
                .orElse("");
    }

    private static String subject(RoomTalk after, Hash proposal, BiFunction<PrincipalId, String, String> shown) {
        return after.roster()
                .proposal(proposal)
                .map(Pending::subject)
                .map(who -> shown.apply(who.id(), who.name()))
                .orElse("");
    }

    private static String name(RoomTalk talk, PrincipalId who) {
        return talk.sitting()
                .seat(who)
                .map(Principal::name)
                .orElseGet(() -> who.hash().brief());
    }
}
