/** What a request must be before any page sees it, one class a rule; and what every answer carries. */
@NullMarked
package parley.node.web.guard;

import org.jspecify.annotations.NullMarked;
