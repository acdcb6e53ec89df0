/** What each page shows and does: handlers that turn a request into an act at the desk or a page, and the pieces that templates share. */
@NullMarked
package parley.node.web.page;

import org.jspecify.annotations.NullMarked;
