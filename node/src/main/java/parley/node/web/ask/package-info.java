/** What a page is asked and what it answers: forms, uploads, sessions, routes, replies. */
@NullMarked
package parley.node.web.ask;

import org.jspecify.annotations.NullMarked;
