/** How two nodes meet: an invitation by hand, and one answer. */
@NullMarked
package parley.protocol.pairing;

import org.jspecify.annotations.NullMarked;
