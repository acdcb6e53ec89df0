/** Tests of what pages are made of. */
@NullMarked
package parley.node.web.page;

import org.jspecify.annotations.NullMarked;
