package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;
import parley.relay.TestLog;

/** The contract over files, on a disk that forgets what was not forced. */
class FileStoresTest extends StoresContract {
    private CrashDisk disk = new CrashDisk();

    @Override
    protected Stores fresh() throws IOException {
        return Stores.inFiles(disk, new Random(1)::nextBytes, StoreFixture.SMALL, Runnable::run, now::get);
    }

    @Override
    protected Stores afterKill(Stores before) throws IOException {
        disk = disk.crash(new Random(2));
        return fresh();
    }

    @Override
    protected void rot(Bytes entry) {
        assertThat(disk.rot(entry)).isTrue();
    }

    /** Its name was there to be seen, and so it is answered as kept: then power loss must not take it. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void a_block_that_a_kill_left_with_its_name_not_yet_on_the_disk_stays_once_it_was_put_again(long seed)
            throws Exception {
        TestLog log = TestLog.of("room");
        Bytes block = Bytes.utf8("block");
        Hash hash = Relay.blobHash(block);
        disk = new CrashDisk();
        try (DiskFile file = disk.open("blobs/" + log.id().toHex() + "/" + hash.toHex())) {
            file.write(0, ByteBuffer.wrap(block.toArray()));
            file.force();
        }
        disk = disk.kill();
        try (Stores stores = fresh()) {
            assertThat(stores.blobs().put(log.id(), block)).isTrue();
        }
        disk = disk.crash(new Random(seed));
        try (Stores stores = fresh()) {
            assertThat(stores.blobs().get(log.id(), hash)).contains(block);
        }
    }
}
