/** Tests of the JSON API. */
@NullMarked
package parley.node.api;

import org.jspecify.annotations.NullMarked;
