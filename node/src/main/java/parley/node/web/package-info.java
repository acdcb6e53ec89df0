/** The pages of a node on loopback: server, sessions, routes, replies. What a page may be asked from outside is decided in {@code guard}. */
@NullMarked
package parley.node.web;

import org.jspecify.annotations.NullMarked;
