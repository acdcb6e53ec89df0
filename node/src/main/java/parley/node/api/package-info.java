/** The JSON API of a node: every act and view of the desk for programs and for the {@code parley} command, as {@code openapi.json} says. */
@NullMarked
package parley.node.api;

import org.jspecify.annotations.NullMarked;
