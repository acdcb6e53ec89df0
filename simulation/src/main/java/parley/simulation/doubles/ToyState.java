package parley.simulation.doubles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.RoomFold.Ratified;
import parley.protocol.port.RoomFold.Said;

/**
 * A room under {@link ToyFold}: who is in it, what is proposed, and a hash of all that was said.
 *
 * @param pending by the proposal's name
 */
@SuppressWarnings("EnumOrdinal") // these bytes live no longer than one run
public record ToyState(Hash history, List<PrincipalId> members, Map<Hash, Pending> pending) implements RoomFold.State {
    private static final int MOST_MEMBERS = 1_000;

    public ToyState {
        members = List.copyOf(members);
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
    }

    /** A proposal that waits for consents; {@code position} is where it was made. */
    public record Pending(
            long position,
            ChangeKind kind,
            PrincipalId subject,
            Bytes change,
            PrincipalId proposer,
            List<PrincipalId> consents) {
        public Pending {
            consents = List.copyOf(consents);
        }

        Pending with(PrincipalId one) {
            List<PrincipalId> more = new ArrayList<>(consents);
            more.add(one);
            return new Pending(position, kind, subject, change, proposer, more);
        }
    }

    ToyState saying(Said said) {
        Hash next = Hash.of(
                "toy-said",
                history.value(),
                Hash.number(said.position()),
                said.author().hash().value(),
                said.event());
        return new ToyState(next, members, pending);
    }

    public ToyState with(Map<Hash, Pending> next) {
        return new ToyState(history, members, next);
    }

    @Override
    public Hash digest() {
        return Hash.of("toy-state", encoded());
    }

    /** Toys sit under no terms. */
    @Override
    public Bytes terms() {
        return Bytes.EMPTY;
    }

    @Override
    public Optional<Duration> quietSlot() {
        return Optional.empty();
    }

    @Override
    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().hash(history).list(members, (o, m) -> o.hash(m.hash()));
        return out.list(
                        List.copyOf(pending.values()),
                        (o, p) -> o.u64(p.position())
                                .u8(p.kind().ordinal())
                                .hash(p.subject().hash())
                                .field(p.change())
                                .hash(p.proposer().hash())
                                .list(p.consents(), (c, one) -> c.hash(one.hash())))
                .bytes();
    }

    static ToyState read(CanonicalReader in) throws Malformed {
        Hash history = in.hash();
        List<PrincipalId> members = in.list(MOST_MEMBERS, i -> new PrincipalId(i.hash()));
        Map<Hash, Pending> pending = new TreeMap<>();
        List<Pending> listed = in.list(
                MOST_MEMBERS,
                i -> new Pending(
                        i.u64(),
                        ToyEvent.kind(i.u8()),
                        new PrincipalId(i.hash()),
                        i.field(ToyEvent.MOST_CHANGE_BYTES),
                        new PrincipalId(i.hash()),
                        i.list(MOST_MEMBERS, c -> new PrincipalId(c.hash()))));
        for (Pending one : listed) {
            pending.put(parley.protocol.seat.Seat.proposal(one.change()), one);
        }
        return new ToyState(history, members, pending);
    }

    @Override
    public Optional<Ratified> ratified(Hash proposal) {
        return Optional.ofNullable(pending.get(proposal)).filter(this::enough).map(ToyState::change);
    }

    @Override
    public List<Hash> ratified() {
        return pending.entrySet().stream()
                .filter(one -> enough(one.getValue()))
                .sorted(Comparator.comparingLong(one -> one.getValue().position()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean enough(Pending one) {
        long counted =
                one.consents().stream().filter(c -> !c.equals(one.subject())).count();
        return counted >= ToyFold.needed(this, one.subject());
    }

    private static Ratified change(Pending one) {
        return new Ratified(one.kind(), one.subject(), one.change(), one.proposer());
    }
}
