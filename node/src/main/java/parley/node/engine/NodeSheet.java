package parley.node.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.node.desk.Keeping.Proxy;
import parley.node.desk.Keeping.Settings;
import parley.node.desk.Notice;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/** What the desk keeps of the node itself: settings and notices. Immutable. */
record NodeSheet(Settings settings, List<Notice> notices) {
    private static final Key CELL = Key.of("desk/node");
    private static final int VERSION = 1;
    private static final int MOST_TEXT_BYTES = 255;

    NodeSheet {
        notices = List.copyOf(notices);
    }

    static NodeSheet load(Tx tx) {
        return Ledger.cell(tx, CELL, NodeSheet::decode).orElseGet(() -> new NodeSheet(Settings.DEFAULT, List.of()));
    }

    void save(Tx tx) {
        tx.put(CELL, encoded());
    }

    NodeSheet with(Settings next) {
        return new NodeSheet(next, notices);
    }

    NodeSheet withNotices(List<Notice> next) {
        return new NodeSheet(settings, next);
    }

    private Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter()
                .u8(VERSION)
                .text(settings.language())
                .bool(settings.ownNumerals())
                .u64(settings.idleLock().toSeconds())
                .u64(settings.grace().toMillis())
                .bool(settings.notifyReading())
                .list(
                        settings.proxy().stream().toList(),
                        (to, proxy) -> to.text(proxy.host()).u32(proxy.port()));
        Notices.write(out, notices);
        return out.bytes();
    }

    private static NodeSheet decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        if (in.u8() != VERSION) {
            throw new Malformed("a node's sheet of another version");
        }
        String language = in.text(MOST_TEXT_BYTES);
        boolean ownNumerals = in.bool();
        Duration idleLock = Duration.ofSeconds(in.u64());
        Duration grace = Duration.ofMillis(in.u64());
        boolean notifyReading = in.bool();
        Optional<Proxy> proxy = in.list(1, from -> new Proxy(from.text(MOST_TEXT_BYTES), from.u32())).stream()
                .findFirst();
        NodeSheet sheet = new NodeSheet(
                new Settings(language, ownNumerals, idleLock, grace, proxy, notifyReading), Notices.read(in));
        in.end();
        return sheet;
    }
}
