/** A file system that loses power: what the node writes by itself, through the relay's simulated disk. */
@NullMarked
package parley.node.crashdisk;

import org.jspecify.annotations.NullMarked;
