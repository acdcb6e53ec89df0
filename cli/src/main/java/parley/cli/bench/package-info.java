/** Measures whole processes, as people run them, against what was promised. */
@NullMarked
package parley.cli.bench;

import org.jspecify.annotations.NullMarked;
