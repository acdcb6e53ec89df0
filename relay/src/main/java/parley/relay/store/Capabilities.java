package parley.relay.store;

import parley.base.Hash;

/** What the relay knows of a log's capabilities: their hashes. */
public record Capabilities(Hash readHash, Hash appendHash) {
    /** Whether others write there than read: what rots is brought again by nobody. A room's members hold one capability for both. */
    public boolean isInbox() {
        return !readHash.equals(appendHash);
    }
}
