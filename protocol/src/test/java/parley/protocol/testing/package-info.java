/** What the tests of this module and of those above it share: seeds, samples of every format, golden files. */
@NullMarked
package parley.protocol.testing;

import org.jspecify.annotations.NullMarked;
