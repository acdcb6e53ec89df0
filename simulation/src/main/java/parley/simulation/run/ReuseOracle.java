package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Sealings;
import parley.protocol.entry.SlotText;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/**
 * Holds all nodes of a run, copies and put-back disks among them, to this: under one key and IV one text is sealed, the key of an
 * entry is that of no other entry, and one state of a ratchet encrypts one text.
 *
 * <p>The last a vault that was put back or copied whole can't keep to, for it doesn't know what its other self has sent. It is
 * held to what makes that harmless: two texts of one state differ in their first cipher block, so that only this shows; and it
 * seals no second entry so, for reading the first one back freezes it ({@code docs/protocol.md}, "Restore, clone, rollback").
 *
 * <p>What counts is what a transaction kept: what it lost never left the machine.
 */
final class ReuseOracle implements Sealings.Watcher {
    /** libsignal encrypts by AES-256-CBC under a key and IV of the ratchet's state. */
    private static final int CIPHER_BLOCK = 16;

    /** The state of a report in which a ratchet's state was used again, as only a vault that was put back or copied may. */
    static final String USED_AGAIN = "ratchet state used again by a vault that was put back";

    private final Oracles oracles;
    private final SessionsKind kind;
    private final Map<Use, Made> made = new HashMap<>();
    private final Map<Channel, Set<Hash>> entriesUsingAgain = new HashMap<>();
    private final List<Made> underWay = new ArrayList<>();

    private enum Kind {
        KEY_AND_IV,
        ENTRY_KEY,
        RATCHET_STATE
    }

    /** Something that makes one thing only, by a name of it. */
    private record Use(Kind kind, Bytes of) {}

    private record Channel(int node, Hash address) {}

    /**
     * What was made so.
     *
     * @param what the same for the same, another for another
     * @param by through which session of which node; empty but for ratchets
     */
    private record Made(Use use, Bytes what, Optional<Encrypted> by) {}

    /** @param begins the first cipher block of the text */
    private record Encrypted(Hash address, Bytes begins, Optional<Hash> entry) {}

    ReuseOracle(Oracles oracles, SessionsKind kind) {
        this.oracles = oracles;
        this.kind = kind;
    }

    @Override
    public void sealed(Hash once, Bytes sealed) {
        // Under one key and IV, another text or other additional data have another tag.
        Bytes tag = sealed.slice(sealed.size() - Aead.OVERHEAD, sealed.size());
        underWay.add(new Made(new Use(Kind.KEY_AND_IV, once.value()), tag, Optional.empty()));
    }

    /** These sessions, watched. */
    Sessions watched(Sessions sessions) {
        return new PassingSessions(sessions) {
            @Override
            public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
                Bytes message = super.encrypt(tx, owner, address, plain);
                encrypted(address, plain, message);
                return message;
            }
        };
    }

    private void encrypted(Hash address, Bytes plain, Bytes message) {
        Optional<SlotText> slot = SlotText.decode(plain);
        slot.ifPresent(text -> underWay.add(new Made(
                new Use(Kind.ENTRY_KEY, text.key().revealBytes()),
                text.binding().value(),
                Optional.empty())));
        Hash state = kind.messageKey(message)
                .orElseThrow(() -> new IllegalStateException("sessions made what is no message of theirs"));
        Encrypted by = new Encrypted(
                address, plain.slice(0, Math.min(CIPHER_BLOCK, plain.size())), slot.map(SlotText::binding));
        underWay.add(new Made(new Use(Kind.RATCHET_STATE, state.value()), hash(plain), Optional.of(by)));
    }

    private static Bytes hash(Bytes what) {
        return Hash.of("made", what).value();
    }

    /** A transaction of this node ended; what it sealed may leave the machine if it was kept. */
    void ended(SimNode node, boolean kept) {
        if (kept) {
            for (Made one : underWay) {
                Made before = made.putIfAbsent(one.use(), one);
                if (before != null && !before.what().equals(one.what())) {
                    again(node, before, one);
                }
            }
        }
        underWay.clear();
    }

    private void again(SimNode node, Made before, Made now) {
        switch (now.use().kind()) {
            case KEY_AND_IV ->
                oracles.violated(Invariant.NO_KEY_TWICE, node + " seals a second text under one key and IV");
            case ENTRY_KEY -> oracles.violated(Invariant.NO_KEY_TWICE, node + " gives an entry the key of another");
            case RATCHET_STATE ->
                againInARatchet(node, before.by().orElseThrow(), now.by().orElseThrow());
        }
    }

    private void againInARatchet(SimNode node, Encrypted before, Encrypted now) {
        if (!oracles.putBacks().has(node.index)) {
            oracles.violated(Invariant.NO_RATCHET_TWICE, node + " encrypts a second text in one state of a ratchet");
            return;
        }
        oracles.states().count(USED_AGAIN);
        if (before.begins().equals(now.begins())) {
            oracles.violated(
                    Invariant.NO_RATCHET_TWICE,
                    node + " encrypts two texts of one beginning in one state of a ratchet");
        }
        now.entry().ifPresent(entry -> {
            Set<Hash> entries = entriesUsingAgain.computeIfAbsent(
                    new Channel(node.index, now.address()), channel -> new HashSet<>());
            if (entries.add(entry) && entries.size() > 1) {
                oracles.violated(
                        Invariant.NO_RATCHET_TWICE,
                        node + " was put back and seals entry after entry in states of a ratchet that were used");
            }
        });
    }
}
