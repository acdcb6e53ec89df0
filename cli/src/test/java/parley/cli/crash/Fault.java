package parley.cli.crash;

import java.util.List;

/**
 * What is put into which calls to the system.
 *
 * @param calls names of calls, between commas
 * @param injected how strace says what becomes of them; empty for nothing
 */
record Fault(String calls, String injected) {
    /**
     * All calls that change what a file system holds, or make it hold. The disk looks alike at any two instants between which
     * none of them was made, so a kill at each of them is a kill at every instant.
     */
    static final String CHANGES = "write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,fallocate,"
            + "rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,chmod,fchmodat";

    /** The same without those by which a process also talks to others. */
    static final String FILE_CHANGES = CHANGES.replace("write,writev,pwrite64", "pwrite64");

    /** Those by which a vault gets onto a disk, and which a full or a broken one fails. */
    static final String FILLS = "pwrite64,fsync,fdatasync";

    /** Calls that fail in a row: more than a transaction makes, so that what undoes it fails too. */
    private static final int A_WHILE = 30;

    /** Only looks. */
    static final Fault NONE = new Fault(FILE_CHANGES, "");

    /** The process is killed when a thread makes its n-th call of this kind, which then isn't made. */
    static Fault killAt(String call, int n) {
        return new Fault(call, "signal=KILL:when=" + n);
    }

    /** @param when as strace counts: {@code 1} the first call of each thread, {@code 1+} all */
    static Fault error(String calls, String errno, String when) {
        return new Fault(calls, "error=" + errno + ":when=" + when);
    }

    /** From the call on at which this one kills, the call and all after it of that thread fail, and nobody is killed. */
    Fault failsFrom(String errno) {
        return error(calls, errno, when() + "+");
    }

    /** The call at which this one kills fails, and nobody is killed. */
    Fault failsOnce(String errno) {
        return error(calls, errno, when());
    }

    /** The same, and some more of that thread; then the disk is well again. */
    Fault failsForAWhile(String errno) {
        return error(calls, errno, when() + ".." + (Integer.parseInt(when()) + A_WHILE));
    }

    private String when() {
        return injected.substring(injected.lastIndexOf('=') + 1);
    }

    List<String> words() {
        return injected.isEmpty()
                ? List.of("-e", "trace=" + calls)
                : List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":" + injected);
    }
}
