/** Says why a text may be meant for another room than the one for which it leaves. */
@NullMarked
package parley.node.wrongroom;

import org.jspecify.annotations.NullMarked;
