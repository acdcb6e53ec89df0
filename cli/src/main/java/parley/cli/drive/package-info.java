/** Does at nodes what people do, through their API and their pages: for measurements, the rehearsal and the demo. */
@NullMarked
package parley.cli.drive;

import org.jspecify.annotations.NullMarked;
