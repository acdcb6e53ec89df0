/** How events are written: a small strict dialect of CBOR, one valid encoding per value. */
@NullMarked
package parley.talks.event;

import org.jspecify.annotations.NullMarked;
