package parley.relay.fuzz;

import java.util.List;
import parley.base.fuzz.Target;
import parley.base.fuzz.Targets;
import parley.relay.store.StoreTargets;
import parley.relay.store.postgres.DatabaseAddressTarget;
import parley.relay.wire.WireTargets;

/** All of them; those of classes that nobody else sees stand in their packages. */
public final class RelayTargets implements Targets {
    @Override
    public List<Target> all() {
        return List.of(
                WireTargets.calls(),
                WireTargets.answers(),
                StoreTargets.segments(),
                StoreTargets.parked(),
                new DatabaseAddressTarget(),
                new ListenTarget());
    }
}
