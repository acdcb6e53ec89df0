@org.jspecify.annotations.NullMarked
package parley.settlement.tangle;
