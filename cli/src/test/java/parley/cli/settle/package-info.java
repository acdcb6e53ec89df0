@NullMarked
package parley.cli.settle;

import org.jspecify.annotations.NullMarked;
