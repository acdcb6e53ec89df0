/** What a relay tells whoever keeps it running: amounts so coarse that they tell nothing of who talks. */
@NullMarked
package parley.relay.status;

import org.jspecify.annotations.NullMarked;
