/** What browsers, scripts, files and backups give a node to read, as targets of fuzzing. */
@NullMarked
package parley.node.fuzz;

import org.jspecify.annotations.NullMarked;
