/** A principal's process: vault, sync, web pages, JSON API. */
@NullMarked
package parley.node;

import org.jspecify.annotations.NullMarked;
