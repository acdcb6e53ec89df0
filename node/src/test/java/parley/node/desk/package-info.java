/** Tests of what the desk takes and shows. */
@NullMarked
package parley.node.desk;

import org.jspecify.annotations.NullMarked;
