/** Acts of talks that took place, played again between real nodes and a real relay: what each side sees, and what it must not. */
@org.jspecify.annotations.NullMarked
package parley.node.replay;
