package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.blob.Manifest;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;
import parley.talks.message.FileType;
import parley.talks.text.FileName;

/** What the vault knows of attachments: uploads that no message has taken yet, and how much of each file lies here. */
final class FileCells {
    private static final Key UPLOADS = Key.of("desk/uploads");
    private static final Key UPLOAD = Key.of("desk/upload");
    private static final String HERE = "desk/file";
    /** More unfinished uploads than a person has in mind. */
    static final int MOST_UPLOADS = 64;
    /** Earlier versions let a mediator's courier put one more, and could read the list no more: here it opens. */
    private static final int MOST_READ = MOST_UPLOADS + 1;

    private FileCells() {}

    /**
     * An upload.
     *
     * @param id names it, and its file on disk
     * @param fileKey the key under which its blobs are sealed
     * @param taken bytes that lie sealed on disk, whole chunks but for the end
     * @param sentChunks blobs that the relay has acknowledged, from the first on
     * @param epoch beside which epoch's log they were put
     * @param manifest once all is taken
     */
    record UploadRecord(
            Hash id,
            RoomRef room,
            String name,
            FileType type,
            long size,
            Secret fileKey,
            long taken,
            int sentChunks,
            int epoch,
            Stage stage,
            Optional<Bytes> manifest) {
        /** Who has it: its person, a message on its way, or the record. */
        enum Stage {
            /** In the person's hands. */
            TAKING,
            /** A message on its way names it. */
            IN_MESSAGE,
            /** That message has its place: the blobs belong beside the log of {@code epoch} and no other. */
            PLACED
        }

        UploadRecord taken(long bytes, Optional<Bytes> whole) {
            return new UploadRecord(id, room, name, type, size, fileKey, bytes, sentChunks, epoch, stage, whole);
        }

        UploadRecord sent(int chunks, int besideEpoch) {
            return new UploadRecord(id, room, name, type, size, fileKey, taken, chunks, besideEpoch, stage, manifest);
        }

        UploadRecord intoMessage() {
            return new UploadRecord(
                    id, room, name, type, size, fileKey, taken, sentChunks, epoch, Stage.IN_MESSAGE, manifest);
        }

        /** The message that named it isn't said: it is in the person's hands again. */
        UploadRecord outOfMessage() {
            return new UploadRecord(
                    id, room, name, type, size, fileKey, taken, sentChunks, epoch, Stage.TAKING, manifest);
        }

        UploadRecord placedIn(int itsEpoch) {
            int sent = itsEpoch == epoch ? sentChunks : 0;
            return new UploadRecord(id, room, name, type, size, fileKey, taken, sent, itsEpoch, Stage.PLACED, manifest);
        }

        boolean inMessage() {
            return stage != Stage.TAKING;
        }

        boolean placed() {
            return stage == Stage.PLACED;
        }

        int chunksTaken() {
            return manifest.isPresent() ? Manifest.blobsFor(size) : (int) (taken / FileStore.CHUNK);
        }

        long sentBytes() {
            return Math.min(size, (long) sentChunks * FileStore.CHUNK);
        }

        boolean allSent() {
            return sentChunks == Manifest.blobsFor(size);
        }

        Bytes encoded() {
            return new CanonicalWriter()
                    .hash(id)
                    .hash(room.table().hash())
                    .hash(room.room().hash())
                    .text(name)
                    .text(type.name())
                    .u64(size)
                    .secret(fileKey)
                    .u64(taken)
                    .u32(sentChunks)
                    .u32(epoch)
                    .text(stage.name())
                    .list(manifest.stream().toList(), CanonicalWriter::field)
                    .bytes();
        }

        static UploadRecord decode(Bytes encoded) throws Malformed {
            CanonicalReader in = new CanonicalReader(encoded);
            UploadRecord record = new UploadRecord(
                    in.hash(),
                    new RoomRef(new TableId(in.hash()), new RoomId(in.hash())),
                    in.text(FileName.MOST_BYTES),
                    Constants.read(in, FileType.class),
                    in.u64(),
                    in.secret(Manifest.FILE_KEY),
                    in.u64(),
                    in.u32(),
                    in.u32(),
                    Constants.read(in, Stage.class),
                    in.list(1, from -> from.field(parley.talks.message.Attachment.MOST_MANIFEST_BYTES)).stream()
                            .findFirst());
            in.end();
            return record;
        }
    }

    /**
     * How much of a message's attachment lies here.
     *
     * @param file names it on disk
     * @param chunks from the first on
     */
    record HereRecord(Hash file, int chunks, State state) {
        /** How far a fetch came. */
        enum State {
            /** Some chunks lie here; the rest can be asked for. */
            PART,
            /** All of it, checked against its manifest. */
            WHOLE,
            /** The relay had no more of it for as long as this node asked. */
            MISSING,
            /** What the relay had is not what its author sent. */
            DAMAGED
        }

        Bytes encoded() {
            return new CanonicalWriter()
                    .hash(file)
                    .u32(chunks)
                    .text(state.name())
                    .bytes();
        }

        static HereRecord decode(Bytes encoded) throws Malformed {
            CanonicalReader in = new CanonicalReader(encoded);
            HereRecord record = new HereRecord(in.hash(), in.u32(), Constants.read(in, State.class));
            in.end();
            return record;
        }
    }

    static List<Hash> uploads(Tx tx) {
        return Ledger.cell(tx, UPLOADS, FileCells::decodeUploads).orElseGet(List::of);
    }

    private static List<Hash> decodeUploads(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        List<Hash> ids = in.list(MOST_READ, CanonicalReader::hash);
        in.end();
        return ids;
    }

    static Optional<UploadRecord> upload(Tx tx, Hash id) {
        return Ledger.cell(tx, UPLOAD.with(id), UploadRecord::decode);
    }

    static void put(Tx tx, UploadRecord upload) {
        List<Hash> ids = uploads(tx);
        if (!ids.contains(upload.id())) {
            if (ids.size() >= MOST_UPLOADS) {
                // The whole act: what it says would name a file that is never sent.
                throw new Work.Undone(Refusal.of("attachment.too-many-uploads", MOST_UPLOADS));
            }
            list(
                    tx,
                    java.util.stream.Stream.concat(ids.stream(), java.util.stream.Stream.of(upload.id()))
                            .toList());
        }
        tx.put(UPLOAD.with(upload.id()), upload.encoded());
    }

    static void forgetUpload(Tx tx, Hash id) {
        list(tx, uploads(tx).stream().filter(one -> !one.equals(id)).toList());
        tx.delete(UPLOAD.with(id));
    }

    private static void list(Tx tx, List<Hash> ids) {
        Bytes content = new CanonicalWriter().list(ids, CanonicalWriter::hash).bytes();
        Ledger.keep(tx, UPLOADS, content, FileCells::decodeUploads);
    }

    /** Where the file of this name lies, whichever message names it: one file of one manifest lies here once. */
    static Optional<HereRecord> here(Tx tx, RoomRef room, Hash manifest) {
        return Ledger.cell(tx, hereKey(room, manifest), HereRecord::decode);
    }

    static void put(Tx tx, RoomRef room, Hash manifest, HereRecord record) {
        tx.put(hereKey(room, manifest), record.encoded());
    }

    static void forgetHere(Tx tx, RoomRef room, Hash manifest) {
        tx.delete(hereKey(room, manifest));
    }

    /** The file on disk that this cell names, if it is of an attachment. */
    static Optional<Hash> fileAt(Tx tx, Key cell) {
        return tx.get(cell).flatMap(content -> fileIn(cell, content));
    }

    /** The same of a cell that was read already. */
    static Optional<Hash> fileIn(Key cell, Bytes content) {
        if (!cell.name().startsWith(Key.of(HERE).name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(HereRecord.decode(content).file());
        } catch (Malformed e) {
            throw new StoreFailed("vault.damaged-cell", e);
        }
    }

    /** Names a manifest. */
    static Hash nameOf(Bytes manifest) {
        return Hash.of("manifest", manifest);
    }

    private static Key hereKey(RoomRef room, Hash manifest) {
        return Ledger.inRoom(HERE, room).with(manifest);
    }
}
