/** What a person can do at an unlocked node, and what a page, the JSON API or a command shows of it: interfaces and immutable views. */
@NullMarked
package parley.node.desk;

import org.jspecify.annotations.NullMarked;
