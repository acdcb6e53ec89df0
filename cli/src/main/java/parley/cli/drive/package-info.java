/** Does at nodes what people do, through their API and their pages: for measurements and for the rehearsal. */
@NullMarked
package parley.cli.drive;

import org.jspecify.annotations.NullMarked;
