package parley.relay.store;

import parley.base.Hash;

/** What the relay knows of a log's capabilities: their hashes. */
public record Capabilities(Hash readHash, Hash appendHash) {}
