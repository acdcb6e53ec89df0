package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.Secret;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;

/**
 * Tells relays that this member needs a log no more (protocol.md, "Erasure").
 *
 * <p>Guarantees that a token names nobody to a relay, and is the same however often, and after whatever crash, it is made;
 * that what is kept of it opens no header.
 */
final class Releases {
    private final Outbox outbox;

    Releases(Outbox outbox) {
        this.outbox = outbox;
    }

    /** All that a relay is told. */
    record Due(RelayAddress relay, LogId log, Secret capability, Hash token, int members) {
        Sending.Release sending(long number) {
            return new Sending.Release(number, relay, log, capability, token, members);
        }
    }

    /** Of a room's log, by one of the epoch's members. */
    static Due of(Epoch epoch, PrincipalId member) {
        LogId log = epoch.log().id();
        Secret token = Kdf.derive(
                epoch.secrets.headerKey(),
                "release",
                Hash.SIZE,
                log.hash().value(),
                member.hash().value());
        return new Due(
                epoch.log().relay(),
                log,
                epoch.secrets.capability(),
                new Hash(token.revealBytes()),
                epoch.opening.roster().size());
    }

    /** Of an inbox, by its owner alone. */
    static Due of(OwnInbox inbox) {
        LogId log = inbox.address().log().id();
        Secret token =
                Kdf.derive(inbox.reading(), "release", Hash.SIZE, log.hash().value());
        return new Due(inbox.address().log().relay(), log, inbox.reading(), new Hash(token.revealBytes()), 1);
    }

    /** Sends it until the relay has answered. */
    void keep(Tx tx, Due due) {
        long unused = outbox.add(tx, due::sending);
    }

    /** Of everything that a seat reads and writes at relays: what waits to be told, and every log and inbox that is still in use. */
    static List<Sending.Release> all(Desk desk, Tx tx) {
        List<Sending.Release> all = new ArrayList<>();
        desk.outbox.all().forEach(sending -> {
            if (sending instanceof Sending.Release release) {
                all.add(release);
            }
        });
        desk.rooms.all().forEach(room -> room.eraser.releases(tx).forEach(due -> all.add(due.sending(0))));
        desk.mailbox.all().forEach(inbox -> all.add(of(inbox).sending(0)));
        return List.copyOf(all);
    }
}
