package parley.relay.server;

import java.net.InetAddress;
import java.util.Set;
import parley.relay.store.Invitations;

/**
 * What callers from one address may take of what all share, so that one of them can't take it all.
 *
 * <p>Each rate forgets: who took something is as good as new after a while, and nothing of it is on a disk. Of parked
 * invitations one address holds at most what it parks at once and in the {@link Invitations#KEPT} days that they lie.
 *
 * @param creates of logs, which stay for ever
 * @param appends of entries, which stay for ever
 * @param blocks of attachments
 * @param parks of invitations
 * @param manyBehind addresses that have no share of their own, for behind each are many people: a forwarder, an office
 */
public record AddressShare(Rate creates, Rate appends, Rate blocks, Rate parks, Set<InetAddress> manyBehind) {
    /**
     * Many people may stand behind one Tor exit or one provider's address. A table makes a dozen or two of logs. Ten people in
     * a room that is quiet by a slot a minute make 14,400 entries a day. An address could hold 960 of {@link
     * Invitations#MOST_PARKED} invitations.
     */
    public static final AddressShare USUAL = new AddressShare(
            new Rate(2_000, 2_000), new Rate(200_000, 200_000), new Rate(65_536, 65_536), new Rate(400, 40), Set.of());

    public AddressShare {
        manyBehind = Set.copyOf(manyBehind);
    }

    /** So many at once, and so many a day in the long run. */
    public record Rate(int atOnce, int perDay) {
        public Rate {
            if (atOnce < 1 || perDay < 1) {
                throw new IllegalArgumentException("a share is at least 1");
            }
        }
    }

    /** The same, but for these addresses. */
    public AddressShare exceptFor(Set<InetAddress> many) {
        return new AddressShare(creates, appends, blocks, parks, many);
    }
}
