package parley.protocol.fuzz;

import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Opening;
import parley.protocol.testing.Samples;

/** An opening, which its reader goes on from: the one after it must be there whatever numbers it has. */
final class OpeningTarget implements Target {
    private final Canonical format;
    private final EpochSecrets next = new Samples(2).secrets();

    OpeningTarget(Bytes valid) {
        format = Canonical.of("opening", Map.of("valid", valid), Opening::read, Opening::write);
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public Map<String, Bytes> seeds() {
        return format.seeds();
    }

    @Override
    public Verdict read(Bytes input) {
        Optional<Opening> opening = CanonicalReader.whole(input, Opening::read);
        opening.ifPresent(read -> read.next(next, read.roster(), read.end()));
        return format.read(input);
    }
}
