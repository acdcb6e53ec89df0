package parley.cli.release;

import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.base.fuzz.Targets;

/** What this module reads itself of what strangers made; all else that a command is given another module reads. */
public final class CliTargets implements Targets {
    @Override
    public List<Target> all() {
        Bytes listing = Bytes.utf8("0".repeat(64) + "  lib/parley-base.jar\n" + "af".repeat(32) + "  parley\n");
        return List.of(
                Canonical.of(
                        "release-listing",
                        Map.of("two files", listing),
                        input -> Listing.parse(input).map(Listing::text)),
                new SignaturesTarget());
    }
}
