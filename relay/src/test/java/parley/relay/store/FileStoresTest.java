package parley.relay.store;

import java.io.IOException;
import java.util.Random;

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
}
