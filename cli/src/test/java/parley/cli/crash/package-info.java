/** The program as people start it, with faults put into its calls to the system: kills at every one, and disks that fail. */
@NullMarked
package parley.cli.crash;

import org.jspecify.annotations.NullMarked;
