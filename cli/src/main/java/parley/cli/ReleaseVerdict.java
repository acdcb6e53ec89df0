package parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.cli.release.Listing;
import parley.cli.release.ReleaseCheck;
import parley.cli.term.Shown;

/**
 * What {@code parley verify --release} tells of a folder.
 *
 * @param release names it: the same for everybody who built the same source
 * @param files on its list
 * @param signedBy public keys of those who signed the list
 * @param notSignedBy those asked for who did not
 * @param falseSignature whether some line of signatures does not hold
 */
record ReleaseVerdict(
        boolean holds,
        String release,
        int files,
        List<String> changed,
        List<String> missing,
        List<String> added,
        List<String> signedBy,
        List<String> notSignedBy,
        boolean falseSignature) {
    /** More of a kind says no more to a person; all are in the JSON. */
    private static final int MOST_SHOWN = 20;

    static ReleaseVerdict of(ReleaseCheck check) {
        return new ReleaseVerdict(
                check.holds(),
                check.release().toHex(),
                check.files(),
                check.paths(Listing.Difference.CHANGED),
                check.paths(Listing.Difference.MISSING),
                check.paths(Listing.Difference.ADDED),
                hex(check.signedBy()),
                hex(check.wanted()),
                check.falseSignature());
    }

    private static List<String> hex(List<Bytes> keys) {
        return keys.stream().map(Bytes::toHex).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        boolean same = changed.isEmpty() && missing.isEmpty() && added.isEmpty();
        lines.add(same ? "All " + files + " files are what the list says." : "THE FILES ARE NOT WHAT THE LIST SAYS.");
        Stream.of(named("changed", changed), named("missing", missing), named("not on the list", added))
                .forEach(lines::addAll);
        lines.add("The release is " + release);
        signedBy.forEach(key -> lines.add("Signed by " + key));
        notSignedBy.forEach(key -> lines.add("NOT SIGNED BY " + key));
        if (falseSignature) {
            lines.add("A SIGNATURE BESIDE THE LIST DOES NOT HOLD.");
        }
        lines.add(
                signedBy.isEmpty()
                        ? "Nobody signed it: compare the release's name with somebody who built it from the same source."
                        : "Whose keys these are, only their owners can tell you: ask each, or give --signer.");
        return lines;
    }

    private static List<String> named(String how, List<String> paths) {
        List<String> lines = new ArrayList<>();
        paths.stream().limit(MOST_SHOWN).forEach(path -> lines.add("  " + how + ": " + Shown.line(path)));
        if (paths.size() > MOST_SHOWN) {
            lines.add("  and " + (paths.size() - MOST_SHOWN) + " more " + how);
        }
        return lines;
    }
}
