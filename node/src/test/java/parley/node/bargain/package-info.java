@NullMarked
package parley.node.bargain;

import org.jspecify.annotations.NullMarked;
