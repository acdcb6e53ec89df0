/** Tests of what pages are made of. */
@NullMarked
package parley.node.web.ask;

import org.jspecify.annotations.NullMarked;
