@NullMarked
package parley.cli.bench;

import org.jspecify.annotations.NullMarked;
