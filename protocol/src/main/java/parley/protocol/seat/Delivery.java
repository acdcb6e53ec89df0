package parley.protocol.seat;

import java.util.Optional;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Takes what a relay answered. An answer to a sending places nothing: only reading back does (protocol.md,
 * "Appending").
 */
final class Delivery {
    private final Desk desk;

    Delivery(Desk desk) {
        this.desk = desk;
    }

    /** What it answered to a reading goes to whose log that is. */
    void took(Tx tx, Reading reading, Relay.Answer<Relay.Page> answer) {
        LogId log = reading.log().id();
        if (desk.mailbox.owns(log)) {
            desk.mailbox.took(tx, reading, answer);
        } else {
            desk.rooms.log(log).ifPresent(l -> l.room().intake.took(tx, l.epoch(), answer));
        }
    }

    void sent(Tx tx, Sending sending, Relay.Answer<?> answer) {
        switch (answer) {
            case Relay.Answer.Given<?>(Object value) -> {
                desk.outbox.done(tx, sending.number());
                if (value instanceof SignedHead head) {
                    desk.rooms
                            .log(head.log())
                            .ifPresent(l -> l.room()
                                    .healer
                                    .shown(tx, desk.me(), l.epoch().number(), head));
                }
            }
            case Relay.Answer.Declined<?>(Relay.Why why) -> declined(tx, sending, why);
            case Relay.Answer.Silent<?> ignored -> {}
        }
    }

    private void declined(Tx tx, Sending sending, Relay.Why why) {
        if (sending instanceof Sending.Release && why != Relay.Why.LATER) {
            desk.outbox.done(
                    tx,
                    sending.number()); // Gone, never here, or at a relay of before releases, which keeps everything.
            return;
        }
        switch (why) {
            case LATER -> {}
            case GONE -> gone(tx, sending);
            case NO_SUCH_LOG -> noSuchLog(tx, sending);
            // An entry for a room is sent again by its writer, and bytes to heal with by the next reading, for as long
            // as
            // they are needed; neither may hold up what else goes to that log.
            case OTHER_CHAIN, PLACE_TAKEN -> {
                // Of an inbox, where no place is asked for, this is no answer: what goes there is said once and must
                // arrive.
                if (!(sending instanceof Sending.Append append)
                        || append.base().isPresent()
                        || append.at().isPresent()) {
                    desk.outbox.done(tx, sending.number());
                }
            }
            case WRONG_CAPABILITY, TOO_LARGE, NOT_FOUND, MALFORMED -> desk.outbox.done(tx, sending.number());
        }
    }

    /** Nothing more goes there; a room's log is not made again. */
    private void gone(Tx tx, Sending sending) {
        desk.outbox.done(tx, sending.number());
        if (sending instanceof Sending.Append append) {
            desk.rooms.log(append.log()).ifPresent(log -> log.room().ended.gone(tx, log.epoch()));
        }
    }

    /** Who holds a room's capability makes its log again, and then sends; an inbox only its owner can make. */
    private void noSuchLog(Tx tx, Sending sending) {
        if (sending instanceof Sending.Append append) {
            Optional<Rooms.Log> log = desk.rooms.log(append.log());
            if (log.isPresent()) {
                desk.outbox.done(tx, sending.number());
                log.get().room().healer.lost(tx, log.get().epoch());
            }
        }
    }
}
