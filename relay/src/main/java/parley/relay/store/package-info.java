/** The relay's durable memory: logs of sealed entries in one write-ahead sequence of segments, blobs and parked invitations. */
@NullMarked
package parley.relay.store;

import org.jspecify.annotations.NullMarked;
