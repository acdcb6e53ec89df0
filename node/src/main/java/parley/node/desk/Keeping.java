package parley.node.desk;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Secret;
import parley.base.TableId;

/** Keeping a node: settings, backup, renewal after a restore, diagnostics. */
public interface Keeping {
    Settings settings();

    Result<Ok> change(Settings settings);

    List<Notice> notices();

    /** Takes a notice off the page; its cause stays as it is. Refused where it asks what {@link #believeClock} answers. */
    Result<Ok> acknowledge(Notice notice);

    /**
     * Writes a backup under its own passphrase: identities, people, rules and this node's own record, never a session, room
     * secret or header key, so that no ratchet is ever used twice. Restored by {@code NodeGate} into an empty data folder.
     */
    Result<Ok> backup(Secret passphrase, OutputStream to);

    /**
     * After a restore, a copy or a theft: ends all sessions of this seat and makes the request that the others admit it again
     * by. Ordinary invitations made afterwards serve as further requests.
     *
     * @param newKeys whether somebody may have copied the identity: it is made anew too, and everybody compares codes again
     */
    Result<Tables.InvitationOut> askForRenewal(TableId table, boolean newKeys);

    /** Takes the invitation of a principal that asks for renewal; then propose {@link Changes.Wish.Renew} in each room. */
    Result<Renewed> takeRenewal(TableId table, Bytes invitationFile);

    /** @param newKeys whether it comes under other keys than it had: nothing compared before says anything of them */
    record Renewed(PrincipalId person, boolean newKeys) {}

    /** What this device takes for the present, and whether it asks if that is right. */
    Result<Clock> clock();

    /**
     * Says that the clock of this device is right after it leapt: texts whose time is over by it are erased, for good.
     *
     * @param shown the date that was shown; refused when the clock shows another by now, and when nothing is asked
     */
    Result<Ok> believeClock(Instant shown);

    /** @param leapt present while the clock leapt and nobody has said that it is right: meanwhile no text goes by it */
    record Clock(Instant now, Optional<Leap> leapt) {}

    /**
     * A leap of the clock.
     *
     * @param last when texts were last looked through, by a clock that was believed
     * @param texts how many go once the clock is believed
     * @param rooms in how many rooms
     * @param more whether there are more, which were not counted
     */
    record Leap(Instant last, long texts, int rooms, boolean more) {}

    /** Looks at every part of the vault, which takes minutes where it is large, and says what is lost. */
    Result<Lost> lost();

    /**
     * Gives the damaged parts up for lost: backups are made without them, and files that nothing names any more are collected again.
     * What stands there is kept, and a copy of it.
     *
     * @param damaged how many were shown; refused when there are others by now
     */
    Result<Ok> giveUp(long damaged);

    /**
     * What the disk lost of the vault.
     *
     * @param damaged parts that can't be read and that nobody gave up
     * @param names the beginnings of their hashed names, the first ones: nobody can tell which cells they were
     * @param givenUp parts that can't be read and that people gave up
     * @param keepsFiles whether files that nothing names stay because something is lost that may have named them
     */
    record Lost(long damaged, List<String> names, long givenUp, boolean keepsFiles) {}

    /** Versions, counts, sizes, settings and the last faults, as text; no name, text, key, address or identifier of a table. */
    Result<Bytes> diagnostics();

    NodeFacts facts();

    /**
     * What a person can set.
     *
     * @param language {@code en}, {@code he}, {@code fa} or {@code ar}
     * @param ownNumerals whether the interface's own sentences use Persian or Arabic digits
     * @param idleLock lock after this long without a person's act, 1 minute to 24 hours
     * @param grace how long a message can be taken back, 0 to 60 s
     * @param proxy SOCKS5 proxy for all relays; it resolves their names, so that no DNS query leaves
     */
    record Settings(
            String language,
            boolean ownNumerals,
            Duration idleLock,
            Duration grace,
            Optional<Proxy> proxy,
            boolean notifyReading) {
        public static final Settings DEFAULT =
                new Settings("en", true, Duration.ofMinutes(15), Duration.ofSeconds(5), Optional.empty(), true);
    }

    /** A SOCKS5 proxy, such as Tor's. */
    record Proxy(String host, int port) {}

    /** @param vaultBytes size of the data folder */
    record NodeFacts(
            String version, Instant started, Instant unlocked, long vaultBytes, long events, int tables, int rooms) {}
}
