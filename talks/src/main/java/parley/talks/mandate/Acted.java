package parley.talks.mandate;

/** Under which mandate somebody did something, as the room stood at that place; what came later changes nothing in it. */
public sealed interface Acted {
    /** @param until from when it is no mandate any more, milliseconds since 1970 UTC */
    record Under(String delegate, Power power, long until) implements Acted {}

    /** Its principal acts under mandates here, and none stood under which anybody acted. */
    record Nobody() implements Acted {}

    /** Its principal had shown no mandate here, while another had. */
    record FullPowers() implements Acted {}
}
