package parley.simulation.run;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Patterns;

/**
 * Looks into every store and into everything that goes to the relay for what must not be there: texts outside the view of
 * their authors, and the capabilities of epochs outside their rosters.
 */
final class ReadersOracle {
    private final Oracles oracles;
    private final SaidOracle said;
    /** Texts are found as empty, capabilities as what they are of. */
    private final Patterns<Optional<Epoch>> secrets = new Patterns<>();

    private final Map<LogId, Epoch> epochs = new HashMap<>();

    /** @param roster with the incarnation of each */
    private record Epoch(RoomId room, int epoch, LogId log, Map<PrincipalId, Integer> roster) {}

    ReadersOracle(Oracles oracles, SaidOracle said) {
        this.oracles = oracles;
        this.said = said;
        secrets.add(Bytes.utf8(SaidOracle.MARK + "1"), Optional.empty());
    }

    void kept(int node, Map<Key, Optional<Bytes>> changes) {
        for (Optional<Bytes> value : changes.values()) {
            value.ifPresent(bytes -> look(node, bytes));
        }
    }

    private void look(int node, Bytes bytes) {
        List<Optional<Epoch>> found = secrets.in(bytes);
        if (found.contains(Optional.<Epoch>empty())) {
            // One character a byte: only the canaries matter, which are ASCII.
            String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
            for (int at = text.indexOf(SaidOracle.MARK); at >= 0; at = text.indexOf(SaidOracle.MARK, at + 1)) {
                int end = Math.min(text.length(), at + SaidOracle.MARK.length() + 8);
                said.byCanary(text.substring(at, end)).ifPresent(saying -> {
                    mayRead(node, saying);
                    oracles.erased().holds(node, saying);
                });
            }
        }
        for (Optional<Epoch> one : found) {
            one.ifPresent(epoch -> mayHold(node, epoch));
        }
    }

    private void mayRead(int node, Saying saying) {
        Optional<PrincipalId> who = oracles.world().principal(node);
        boolean own = who.equals(oracles.world().principal(saying.node));
        // What was sealed before its author saw the renewal, the copy could read, also where it came late and was said
        // again.
        boolean copyOfRenewed = oracles.world().renewals().isExpelled(node)
                && who.filter(saying.renewedAtSealing.orElse(Set.of())::contains)
                        .isPresent();
        if (who.isPresent() && (copyOfRenewed || (!own && !saying.inView.contains(who.get())))) {
            oracles.violated(
                    Invariant.READERS_IN_VIEW,
                    oracles.world().name(node) + " holds " + saying.canary + " of "
                            + oracles.world().name(saying.node) + ", who did not have it in view");
        }
    }

    private void mayHold(int node, Epoch epoch) {
        Optional<PrincipalId> who = oracles.world().principal(node);
        int incarnation = oracles.world().renewals().incarnation(node);
        // An earlier node of the same principal is not in it either: a copy, or this one before it came back.
        if (who.isPresent() && epoch.roster().getOrDefault(who.get(), Integer.MAX_VALUE) > incarnation) {
            oracles.violated(
                    Invariant.SECRETS_STAY,
                    oracles.world().name(node) + " holds the capability of epoch " + epoch.epoch()
                            + ", in whose roster it is not");
        }
    }

    /** This relay, where all that it gets to keep is looked at. */
    Relay watched(Relay relay) {
        return new PassingRelay(relay) {
            @Override
            public Answer<SignedHead> append(
                    LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
                atRelay(entry);
                return super.append(log, capability, base, entry, at);
            }

            @Override
            public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
                atRelay(blob);
                return super.putBlob(log, capability, blob);
            }

            @Override
            public Answer<Hash> park(Hash locator, Bytes sealed) {
                atRelay(sealed);
                return super.park(locator, sealed);
            }
        };
    }

    private void atRelay(Bytes bytes) {
        if (!secrets.in(bytes).isEmpty()) {
            oracles.violated(Invariant.RELAY_LEARNS_NOTHING, "a text or a secret went to the relay in clear");
        }
    }

    /** Everything that lies on a disk in the end, whenever it came there. */
    void ended() {
        for (SimNode node : oracles.world().nodes()) {
            node.disk.cells().each((key, value) -> look(node.index, value));
        }
    }

    /** Learns the capability of each epoch from the first node that reads with it. */
    void stepped(SimNode node) {
        for (SeatRoom view : node.views()) {
            if (!epochs.containsKey(view.log().id())) {
                node.seat().stream()
                        .flatMap(seat -> seat.readings().stream())
                        .filter(reading -> reading.log().id().equals(view.log().id()))
                        .forEach(reading -> learn(view, reading.capability().revealBytes()));
            }
        }
    }

    private void learn(SeatRoom view, Bytes capability) {
        Map<PrincipalId, Integer> roster = new TreeMap<>();
        view.roster().forEach(member -> roster.put(member.principal().id(), member.incarnation()));
        if (roster.isEmpty()) {
            return;
        }
        Epoch epoch = new Epoch(view.room(), view.epoch(), view.log().id(), roster);
        epochs.put(epoch.log(), epoch);
        secrets.add(capability, Optional.of(epoch));
        for (SimNode other : oracles.world().nodes()) {
            other.disk.cells().each((key, value) -> {
                if (secrets.in(value).contains(Optional.of(epoch))) {
                    mayHold(other.index, epoch);
                }
            });
        }
    }
}
