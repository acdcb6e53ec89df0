package parley.talks.room;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.RoomId;
import parley.talks.convey.Conveyance;
import parley.talks.courier.Courier;
import parley.talks.event.Word;
import parley.talks.gallery.Gallery;
import parley.talks.mandate.Mandates;
import parley.talks.message.Messages;
import parley.talks.nonpaper.NonPapers;
import parley.talks.phase.Phases;
import parley.talks.practice.Sitting;
import parley.talks.roster.Roster;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.sheet.Sheet;
import parley.talks.sounding.Soundings;
import parley.talks.suspension.Suspension;
import parley.talks.table.Table;

/**
 * All that a room's talk consists of at one position, and its one canonical encoding.
 *
 * <p>A new practice is a new component here, written and read behind the others, and a new {@link #FORM}.
 *
 * @param obeyed whether the founding's terms could be read and its members may sit together; nothing counts otherwise
 * @param unknown how many entries were events of later versions
 */
record RoomState(
        RoomId room,
        String name,
        RoomKind kind,
        boolean obeyed,
        int epoch,
        List<Principal> principals,
        long unknown,
        Table table,
        Roster roster,
        Messages messages,
        Conveyance conveyance,
        Soundings soundings,
        Courier courier,
        Phases phases,
        Mandates mandates,
        Sheet sheet,
        Gallery gallery,
        Suspension suspension,
        NonPapers nonPapers) {

    private static final int FORM = 5;
    /** Before there was conveyance. */
    private static final int FORM_1 = 1;
    /** Before there were soundings. */
    private static final int FORM_2 = 2;
    /** Before there were proofs of words, items by courier, phases, mandates and open questions. */
    private static final int FORM_3 = 3;
    /** Before a non-paper could be for others. */
    private static final int FORM_4 = 4;
    /** Room for 50 characters of any script, as for a principal: names stand in narrow bands. */
    private static final int MOST_NAME_BYTES = Principal.MOST_NAME_BYTES;

    RoomState {
        principals = List.copyOf(principals);
    }

    static RoomState begin(RoomId room, String name, RoomTerms terms, boolean obeyed, List<Principal> principals) {
        return new RoomState(
                room,
                name,
                terms.kind(),
                obeyed,
                0,
                principals,
                0,
                Table.begin(terms.rules()),
                Roster.NONE,
                Messages.NONE,
                Conveyance.NONE,
                Soundings.NONE,
                Courier.NONE,
                Phases.BEGINNING,
                Mandates.NONE,
                Sheet.NONE,
                Gallery.NONE,
                Suspension.NONE,
                NonPapers.NONE);
    }

    static boolean isName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MOST_NAME_BYTES;
    }

    Sitting sitting() {
        return new Sitting(room, kind, table.rules(), epoch, principals);
    }

    RoomState with(Table table) {
        return changed(draft -> draft.table = table);
    }

    RoomState with(Roster roster) {
        return changed(draft -> draft.roster = roster);
    }

    RoomState with(Messages messages) {
        return changed(draft -> draft.messages = messages);
    }

    RoomState with(Conveyance conveyance) {
        return changed(draft -> draft.conveyance = conveyance);
    }

    RoomState with(Soundings soundings) {
        return changed(draft -> draft.soundings = soundings);
    }

    RoomState with(Courier courier) {
        return changed(draft -> draft.courier = courier);
    }

    RoomState with(Phases phases) {
        return changed(draft -> draft.phases = phases);
    }

    RoomState with(Mandates mandates) {
        return changed(draft -> draft.mandates = mandates);
    }

    RoomState with(Sheet sheet) {
        return changed(draft -> draft.sheet = sheet);
    }

    RoomState with(Gallery gallery) {
        return changed(draft -> draft.gallery = gallery);
    }

    RoomState with(Suspension suspension) {
        return changed(draft -> draft.suspension = suspension);
    }

    RoomState with(NonPapers nonPapers) {
        return changed(draft -> draft.nonPapers = nonPapers);
    }

    RoomState withOneMoreUnknown() {
        return changed(draft -> draft.unknown++);
    }

    /** The state after an epoch ended. */
    RoomState turned(int newEpoch, List<Principal> newPrincipals) {
        Sitting sitting = new Sitting(room, kind, table.rules(), newEpoch, newPrincipals);
        return new RoomState(
                room,
                name,
                kind,
                obeyed,
                newEpoch,
                newPrincipals,
                unknown,
                table.turn(sitting),
                roster.turn(sitting),
                messages.turn(sitting),
                conveyance.turn(sitting),
                soundings.turn(sitting),
                courier.turn(sitting),
                phases.turn(sitting),
                mandates.turn(sitting),
                sheet.turn(sitting),
                gallery.turn(sitting),
                suspension.turn(sitting),
                nonPapers.turn(sitting));
    }

    private RoomState changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /** What may change while an epoch lasts. Lives for one change. */
    private static final class Draft {
        private final RoomState before;
        private long unknown;
        private Table table;
        private Roster roster;
        private Messages messages;
        private Conveyance conveyance;
        private Soundings soundings;
        private Courier courier;
        private Phases phases;
        private Mandates mandates;
        private Sheet sheet;
        private Gallery gallery;
        private Suspension suspension;
        private NonPapers nonPapers;

        Draft(RoomState before) {
            this.before = before;
            unknown = before.unknown;
            table = before.table;
            roster = before.roster;
            messages = before.messages;
            conveyance = before.conveyance;
            soundings = before.soundings;
            courier = before.courier;
            phases = before.phases;
            mandates = before.mandates;
            sheet = before.sheet;
            gallery = before.gallery;
            suspension = before.suspension;
            nonPapers = before.nonPapers;
        }

        RoomState state() {
            return new RoomState(
                    before.room,
                    before.name,
                    before.kind,
                    before.obeyed,
                    before.epoch,
                    before.principals,
                    unknown,
                    table,
                    roster,
                    messages,
                    conveyance,
                    soundings,
                    courier,
                    phases,
                    mandates,
                    sheet,
                    gallery,
                    suspension,
                    nonPapers);
        }
    }

    Bytes encoded() {
        return encoded(FORM);
    }

    /** As the version wrote it that knew no later form. */
    Bytes encoded(int form) {
        CanonicalWriter out = new CanonicalWriter();
        out.u8(form).hash(room.hash()).text(name);
        kind.write(out);
        out.bool(obeyed).u32(epoch).list(principals, (to, one) -> one.write(to)).u64(unknown);
        table.write(out);
        roster.write(out);
        if (form >= FORM_4) {
            messages.write(out);
            if (form >= FORM) {
                conveyance.write(out);
            } else {
                conveyance.writeBeforeOpenings(out);
            }
        } else {
            messages.writeBeforeQuestions(out);
            if (form >= FORM_2) {
                conveyance.writeBeforeProofs(out);
            }
        }
        if (form >= FORM_3) {
            soundings.write(out);
        }
        if (form >= FORM_4) {
            courier.write(out);
            phases.write(out);
            mandates.write(out);
            sheet.write(out);
            gallery.write(out);
            suspension.write(out);
        }
        if (form >= FORM) {
            nonPapers.write(out);
        }
        return out.bytes();
    }

    static RoomState read(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int form = in.u8();
        if (form < FORM_1 || form > FORM) {
            throw new Malformed("a state of an unknown form");
        }
        RoomState state = new RoomState(
                new RoomId(in.hash()),
                in.text(MOST_NAME_BYTES),
                Word.read(in, RoomKind.values()),
                in.bool(),
                in.u32(),
                in.list(Rules.MOST_SEATS, Principal::read),
                in.u64(),
                Table.read(in),
                Roster.read(in),
                form < FORM_4 ? Messages.readBeforeQuestions(in) : Messages.read(in),
                conveyance(form, in),
                form < FORM_3 ? Soundings.NONE : Soundings.read(in),
                form < FORM_4 ? Courier.NONE : Courier.read(in),
                form < FORM_4 ? Phases.BEGINNING : Phases.read(in),
                form < FORM_4 ? Mandates.NONE : Mandates.read(in),
                form < FORM_4 ? Sheet.NONE : Sheet.read(in),
                form < FORM_4 ? Gallery.NONE : Gallery.read(in),
                form < FORM_4 ? Suspension.NONE : Suspension.read(in),
                form < FORM ? NonPapers.NONE : NonPapers.read(in));
        in.end();
        if (!state.encoded(form).equals(encoded)) {
            throw new Malformed("a state in another order than its own");
        }
        return state;
    }

    private static Conveyance conveyance(int form, CanonicalReader in) throws Malformed {
        if (form < FORM_2) {
            return Conveyance.NONE;
        }
        if (form < FORM_4) {
            return Conveyance.readBeforeProofs(in);
        }
        return form < FORM ? Conveyance.readBeforeOpenings(in) : Conveyance.read(in);
    }
}
