package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.OnRecordStatement;

/**
 * Signs on the record (protocol.md, "On the record"): requires that every signer was compared and confirmed, and signs
 * nothing of the talk.
 *
 * <p>Guarantees that equal texts and signers give equal signed bytes, whatever the room, its log or its state.
 */
final class Records {
    private final Desk desk;

    Records(Desk desk) {
        this.desk = desk;
    }

    Result<Bytes> sign(RoomId id, Bytes instrument, String form, Bytes text, List<PrincipalId> signers) {
        Optional<Room> room = desk.rooms.find(id);
        if (room.isEmpty() || room.get().state.condition != SeatRoom.Condition.OPEN) {
            return Result.refused("room.not-open");
        }
        Optional<PrincipalId> doubted = room.get().doubts.any();
        if (doubted.isPresent()) {
            return Result.refused("record.suspended", nameOf(doubted.get()));
        }
        if (!signers.contains(desk.me())) {
            return Result.refused("record.not-a-signer");
        }
        if (instrument.size() != OnRecordStatement.INSTRUMENT
                || form.isEmpty()
                || Bytes.utf8(form).size() > OnRecordStatement.MOST_FORM_BYTES) {
            return Result.refused("record.form", OnRecordStatement.MOST_FORM_BYTES);
        }
        List<OnRecordKeys> others = new ArrayList<>();
        for (PrincipalId signer : signers) {
            if (signer.equals(desk.me())) {
                continue;
            }
            Optional<Peers.Peer> peer =
                    desk.peers.find(signer).filter(p -> room.get().inRoster(signer));
            if (peer.isEmpty()) {
                return Result.refused("record.signer-not-here");
            }
            boolean confirmed =
                    room.get().state.link(signer).map(l -> l.confirmed).orElse(false);
            if (!compared(room.get(), signer) || !confirmed) {
                return Result.refused(
                        "record.not-compared", peer.get().node.principal().name());
            }
            others.add(peer.get().node.onRecord());
        }
        OnRecordStatement statement = statement(room.get(), instrument, form, text, others);
        return Result.done(
                statement.sign(desk.self.onRecord, desk.ports.randomness()).encoded());
    }

    /** Of the room nothing: one such signature would authenticate the whole deniable talk around it. */
    private static OnRecordStatement statement(
            Room room, Bytes instrument, String form, Bytes text, List<OnRecordKeys> others) {
        return new OnRecordStatement(
                instrument,
                form,
                OnRecordStatement.textOf(text),
                room.desk.self.node.principal().role(),
                room.desk.self.onRecord.open(),
                others);
    }

    private String nameOf(PrincipalId who) {
        return desk.peers.find(who).map(peer -> peer.node.principal().name()).orElse("");
    }

    private static boolean compared(Room room, PrincipalId signer) {
        return !room.desk.conduct.comparesSigners()
                || room.roster()
                        .member(signer)
                        .filter(member -> room.standing(member) instanceof Fact.Comparison.Compared)
                        .isPresent();
    }
}
