@NullMarked
package parley.settlement.file;

import org.jspecify.annotations.NullMarked;
