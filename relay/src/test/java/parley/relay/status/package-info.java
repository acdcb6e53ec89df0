@NullMarked
package parley.relay.status;

import org.jspecify.annotations.NullMarked;
