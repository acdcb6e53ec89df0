package parley.protocol.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.entry.Part;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class AttachmentTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);

    private record Sealed(Bytes file, List<Bytes> blobs, Manifest manifest) {}

    private Sealed seal(int length) {
        Bytes file = draw.bytes(length);
        BlobWriter writer = new BlobWriter(draw.secret(Manifest.FILE_KEY), length);
        List<Bytes> blobs = new ArrayList<>();
        int at = 0;
        while (!writer.done()) {
            int size = writer.nextChunk();
            blobs.add(writer.seal(file.slice(at, at + size)));
            at += size;
        }
        return new Sealed(file, blobs, writer.manifest());
    }

    private static Optional<Bytes> open(Manifest manifest, List<Bytes> blobs) {
        BlobReader reader = new BlobReader(manifest);
        List<Bytes> chunks = new ArrayList<>();
        for (Bytes blob : blobs) {
            Optional<Bytes> chunk = reader.open(blob);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            chunks.add(chunk.get());
        }
        return reader.whole() ? Optional.of(Bytes.concat(chunks.toArray(Bytes[]::new))) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Blobs.CHUNK - 1, Blobs.CHUNK, Blobs.CHUNK + 1, 3 * Blobs.CHUNK, 200_000})
    void aFileComesBackAndEveryBlobHasOneSize(int length) {
        Sealed sealed = seal(length);
        assertThat(sealed.blobs()).allMatch(blob -> blob.size() == 65_536);
        assertThat(open(sealed.manifest(), sealed.blobs())).contains(sealed.file());
    }

    @Test
    void cutSwappedMissingOrChangedBlobsAreRefusedAndCanBeAskedForAgain() {
        Sealed sealed = seal(200_000);
        List<Bytes> blobs = sealed.blobs();
        assertThat(open(sealed.manifest(), blobs.subList(0, 3))).as("cut").isEmpty();
        assertThat(open(sealed.manifest(), List.of(blobs.get(1), blobs.get(0), blobs.get(2), blobs.get(3))))
                .as("swapped")
                .isEmpty();
        BlobReader reader = new BlobReader(sealed.manifest());
        assertThat(reader.open(blobs.get(0))).isPresent();
        assertThat(reader.open(blobs.get(2))).as("one missing").isEmpty();
        byte[] changed = blobs.get(1).toArray();
        changed[draw.below(changed.length)] ^= 1;
        assertThat(reader.open(Bytes.wrap(changed))).as("changed").isEmpty();
        assertThat(reader.next()).contains(Blobs.hashOf(blobs.get(1)));
        assertThat(reader.open(blobs.get(1))).as("asked for again").isPresent();
        assertThat(reader.open(blobs.get(2))).isPresent();
        assertThat(reader.whole()).isFalse();
        assertThat(reader.open(blobs.get(3))).isPresent();
        assertThat(reader.whole()).isTrue();
        assertThat(reader.open(blobs.get(3))).as("beyond the end").isEmpty();
    }

    @Test
    void aBlobIsBoundToItsPlaceAndToTheEnd() {
        Secret key = draw.secret(32);
        byte[] content = draw.bytes(100).toArray();
        content[99] = 1; // A zero there would be padding as good as any.
        Bytes chunk = Bytes.wrap(content);
        Bytes blob = Blobs.seal(key, 2, true, chunk);
        assertThat(Blobs.open(key, 2, true, 100, blob)).contains(chunk);
        assertThat(Blobs.open(key, 1, true, 100, blob)).isEmpty();
        assertThat(Blobs.open(key, 2, false, 100, blob)).isEmpty();
        assertThat(Blobs.open(key, 2, true, 99, blob)).as("padding isn't zero").isEmpty();
        assertThat(Blobs.open(draw.secret(32), 2, true, 100, blob)).isEmpty();
    }

    /** Attack 20: one blob that opens under two keys to two files. */
    @Test
    void aSalamanderShowsNobodyTwoFiles() {
        Secret one = draw.secret(32);
        Secret other = draw.secret(32);
        Bytes blob = Salamander.blob(one, other, draw);
        Optional<Bytes> first = Blobs.open(one, 0, true, Blobs.CHUNK, blob);
        Optional<Bytes> second = Blobs.open(other, 0, true, Blobs.CHUNK, blob);
        assertThat(first)
                .as("the attack itself works: AES-GCM doesn't bind its key")
                .isPresent();
        assertThat(second).isPresent();
        assertThat(first).isNotEqualTo(second);

        Hash plain = Manifest.plainOf(Blobs.CHUNK, List.of(Manifest.chunkHash(first.get())));
        Manifest said = new Manifest(one, Blobs.CHUNK, plain, List.of(Blobs.hashOf(blob)));
        Manifest twin = new Manifest(other, Blobs.CHUNK, plain, List.of(Blobs.hashOf(blob)));
        assertThat(open(said, List.of(blob))).isEqualTo(first);
        assertThat(open(twin, List.of(blob)))
                .as("other key, same hash of the file")
                .isEmpty();
    }

    @Test
    void aManifestHasOneEncodingAndTravelsInOneEvent() {
        Manifest manifest = seal(200_000).manifest();
        Strictness.ofPlain(
                "manifest",
                encode(manifest),
                bytes -> CanonicalReader.whole(bytes, Manifest::read).map(AttachmentTest::encode),
                seed);
        List<Hash> most = new ArrayList<>();
        for (int i = 0; i < Manifest.MOST_BLOBS; i++) {
            most.add(draw.hash());
        }
        Manifest largest = new Manifest(draw.secret(32), Manifest.MOST_LENGTH, draw.hash(), most);
        assertThat(encode(largest).size()).isLessThan(Part.MOST_EVENT_BYTES - 8_192);
        assertThat(Manifest.MOST_LENGTH).isGreaterThan(100L * 1_024 * 1_024);
    }

    @Test
    void lengthsThatTheBlobsDontHaveAreRefused() {
        Manifest manifest = seal(200_000).manifest();
        assertThatThrownBy(() -> new Manifest(manifest.fileKey(), 300_000, manifest.plain(), manifest.blobs()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobWriter(manifest.fileKey(), Manifest.MOST_LENGTH + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Bytes encode(Manifest manifest) {
        CanonicalWriter out = new CanonicalWriter();
        manifest.write(out);
        return out.bytes();
    }

    @Test
    void theFormatStaysAsItIs() {
        Samples fixed = new Samples(7);
        BlobWriter writer = new BlobWriter(fixed.secret(32), 70_000);
        Hash first = Blobs.hashOf(writer.seal(fixed.bytes(Blobs.CHUNK)));
        Hash second = Blobs.hashOf(writer.seal(fixed.bytes(70_000 - Blobs.CHUNK)));
        GoldenFile.check(
                "blob.txt",
                Map.of(
                        "first-hash", first.value(),
                        "second-hash", second.value(),
                        "manifest", encode(writer.manifest())));
    }

    @Test
    void the_longest_file_is_written_and_its_manifest_read() {
        long most = Manifest.MOST_LENGTH;
        assertThatCode(() -> new BlobWriter(draw.secret(Manifest.FILE_KEY), most))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new BlobWriter(draw.secret(Manifest.FILE_KEY), most + 1))
                .isInstanceOf(IllegalArgumentException.class);
        Manifest manifest = new Manifest(
                draw.secret(Manifest.FILE_KEY),
                most,
                draw.hash(),
                Collections.nCopies(Manifest.blobsFor(most), draw.hash()));
        CanonicalWriter out = new CanonicalWriter();
        manifest.write(out);
        assertThat(CanonicalReader.whole(out.bytes(), Manifest::read)).contains(manifest);
    }

    @Test
    void a_kept_chunk_counts_in_its_own_size_and_only_as_often_as_there_are_chunks() {
        Manifest manifest = new Manifest(draw.secret(Manifest.FILE_KEY), 5, draw.hash(), List.of(draw.hash()));
        BlobReader reader = new BlobReader(manifest);
        assertThatThrownBy(() -> reader.again(draw.bytes(4))).isInstanceOf(IllegalArgumentException.class);
        reader.again(draw.bytes(5));
        assertThatThrownBy(() -> reader.again(draw.bytes(5))).isInstanceOf(IllegalArgumentException.class);
    }
}
