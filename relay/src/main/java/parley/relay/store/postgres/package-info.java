/** A relay's store in a PostgreSQL database that several instances of one relay share. */
@NullMarked
package parley.relay.store.postgres;

import org.jspecify.annotations.NullMarked;
