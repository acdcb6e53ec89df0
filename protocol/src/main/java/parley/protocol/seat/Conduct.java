package parley.protocol.seat;

/**
 * The checks that tests leave out one at a time, to show that the attack against which each stands then succeeds. Outside
 * this package's tests there is only {@link #STRICT}.
 */
class Conduct {
    static final Conduct STRICT = new Conduct();

    /** §5 forged. */
    boolean checksSignatures() {
        return true;
    }

    /** §5 cloned and gap; §8 freeze. */
    boolean checksSequence() {
        return true;
    }

    /** §5 wanted: K is accepted from anybody. */
    boolean acceptsKeysOfOthers() {
        return true;
    }

    /** §5: the key of an epoch entry that counted goes to nobody who leaves. */
    boolean keepsTurnsFromLeavers() {
        return true;
    }

    /** §6.5: words go to nobody whom their author hadn't in view. */
    boolean mindsView() {
        return true;
    }
}
