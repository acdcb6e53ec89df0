package parley.protocol.seat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.pairing.Invitation;
import parley.protocol.pairing.ParkedInvitation;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** What somebody who is invited can see before sitting anywhere: what an invitation says, and where words lead. Stateless. */
public final class Invited {
    private Invited() {}

    /** What an invitation says, for a person to look at before accepting. */
    public record Offer(
            TableId table, Principal from, String yourName, Role yourRole, RelayAddress relay, Instant expires) {}

    public static Result<Offer> look(Bytes invitationFile, Instant now) {
        return read(invitationFile, now)
                .map(invitation -> new Offer(
                        invitation.table(),
                        invitation.from().principal(),
                        invitation.theirName(),
                        invitation.theirRole(),
                        invitation.inbox().log().relay(),
                        invitation.expires()));
    }

    /** An invitation whose time has not passed, of one whose id may be its own. */
    static Result<Invitation> read(Bytes file, Instant now) {
        Optional<Invitation> read = Invitation.ofFile(file);
        if (read.isEmpty()) {
            return Result.refused("pairing.not-an-invitation");
        }
        if (now.isAfter(read.get().expires())) {
            return Result.refused("pairing.expired", read.get().expires());
        }
        if (!Names.good(read.get().theirName())
                || !Names.maybeOwn(read.get().table(), read.get().from())) {
            return Result.refused("pairing.damaged");
        }
        return Result.done(read.get());
    }

    /** Locator and key that twelve words give: {@code (locator, opener)} for {@link Relay#collect}. */
    public static Result<Parked> parked(List<String> words) {
        return ParkedInvitation.of(words)
                .map(parked -> Result.done(new Parked(parked.locator(), parked.key())))
                .orElseGet(() -> Result.refused("pairing.words"));
    }

    /** Where a parked invitation lies and how it opens. */
    public record Parked(Hash locator, Secret key) {
        public Result<Bytes> open(Bytes sealed) {
            return new ParkedInvitation(locator, key)
                    .open(sealed)
                    .map(Result::done)
                    .orElseGet(() -> Result.refused("pairing.not-an-invitation"));
        }
    }
}
