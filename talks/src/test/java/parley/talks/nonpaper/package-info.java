/** Tests of non-papers. */
@org.jspecify.annotations.NullMarked
package parley.talks.nonpaper;
