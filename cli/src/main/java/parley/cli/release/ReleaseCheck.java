package parley.cli.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * What a folder says of itself as a release, and whether it is so.
 *
 * @param release names it; the same for everybody who built the same source
 * @param differences from the list; none when the folder is the release
 * @param signedBy keys whose signatures hold
 * @param wanted keys that were asked for and did not sign
 * @param falseSignature whether a line of signatures is of another list, or nobody's
 */
public record ReleaseCheck(
        Hash release,
        int files,
        SortedMap<String, Listing.Difference> differences,
        List<Bytes> signedBy,
        List<Bytes> wanted,
        boolean falseSignature) {

    public boolean holds() {
        return differences.isEmpty() && wanted.isEmpty() && !falseSignature;
    }

    /**
     * @param signers who must have signed
     * @return empty when the folder holds no list of a release, or one that is not in its form
     */
    public static Optional<ReleaseCheck> of(Path folder, List<Bytes> signers) throws IOException {
        Optional<Listing> listing = listing(folder);
        Optional<Signatures> signatures = signatures(folder);
        if (listing.isEmpty() || signatures.isEmpty()) {
            return Optional.empty();
        }
        Hash name = listing.get().name();
        List<Bytes> by = signatures.get().by(name);
        return Optional.of(new ReleaseCheck(
                name,
                listing.get().sums().size(),
                listing.get().differences(folder),
                by,
                signers.stream().filter(key -> !by.contains(key)).toList(),
                signatures.get().anyFalse(name)));
    }

    /** What the folder's list says, without looking at the files; empty as for {@link #of}. */
    public static Optional<Listing> listing(Path folder) throws IOException {
        return read(folder.resolve(Listing.FILE), Listing.MOST_BYTES).flatMap(Listing::parse);
    }

    /** The lines of signatures that are there; empty when they are not in their form. */
    public static Optional<Signatures> signatures(Path folder) throws IOException {
        Path lines = folder.resolve(Listing.SIGNATURES);
        return Files.exists(lines)
                ? read(lines, Signatures.MOST_BYTES).flatMap(Signatures::parse)
                : Optional.of(new Signatures(List.of()));
    }

    private static Optional<Bytes> read(Path file, int most) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= most
                ? Optional.of(Bytes.wrap(Files.readAllBytes(file)))
                : Optional.empty();
    }

    /** Paths that differ in this way, in order. */
    public List<String> paths(Listing.Difference how) {
        return differences.entrySet().stream()
                .filter(one -> one.getValue() == how)
                .map(Map.Entry::getKey)
                .toList();
    }
}
