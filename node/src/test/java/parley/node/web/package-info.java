/** Tests of the pages; with fixtures that tests of other modules reuse. */
@NullMarked
package parley.node.web;

import org.jspecify.annotations.NullMarked;
