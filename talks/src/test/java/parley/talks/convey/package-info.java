/** Tests of conveyance. */
@org.jspecify.annotations.NullMarked
package parley.talks.convey;
