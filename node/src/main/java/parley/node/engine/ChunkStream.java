package parley.node.engine;

import java.io.IOException;
import java.io.InputStream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.blob.Manifest;

/** Reads an attachment that lies here, from any byte on, opening one chunk at a time. Used by one thread. */
final class ChunkStream extends InputStream {
    private final FileStore store;
    private final Hash file;
    private final long size;
    private long at;
    private int openIndex = -1;
    private byte[] open = new byte[0];

    ChunkStream(FileStore store, Hash file, long size, long from) {
        this.store = store;
        this.file = file;
        this.size = size;
        this.at = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at >= size) {
            return -1;
        }
        int index = (int) (at / FileStore.CHUNK);
        if (index != openIndex) {
            open = store.read(file, index, Manifest.chunkBytes(size, index))
                    .map(Bytes::toArray)
                    .orElseThrow(() -> new IOException("a chunk of the attachment is missing or damaged"));
            openIndex = index;
        }
        int within = (int) (at % FileStore.CHUNK);
        int count = Math.min(length, open.length - within);
        System.arraycopy(open, within, into, offset, count);
        at += count;
        return count;
    }
}
