package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.pairing.Invitation;
import parley.protocol.pairing.ParkedInvitation;
import parley.protocol.testing.Samples;

/** The content of an invitation's file; the target adds first line and hash. What is read is also what comes back from words. */
final class InvitationTarget implements Target {
    private static final Bytes HEADING = Bytes.utf8("parley invitation\n");

    private final Bytes valid;
    private final ParkedInvitation parked;

    InvitationTarget(Samples draw) {
        Bytes file = draw.invitation().file();
        valid = file.slice(HEADING.size(), file.size() - Hash.SIZE);
        parked = ParkedInvitation.of(draw.secret(16));
    }

    @Override
    public String name() {
        return "invitation";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>(Map.of("valid", valid));
        seeds.putAll(Bombs.of(List.of(valid)));
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        assertThat(Invitation.ofFile(input)).isEmpty();
        Bytes file = Bytes.concat(HEADING, input, Hash.of("invitation", input).value());
        Optional<Invitation> invitation = Invitation.ofFile(file);
        if (invitation.isEmpty()) {
            return Verdict.REFUSED;
        }
        assertThat(invitation.get().file()).isEqualTo(file);
        assertThat(parked.open(parked.seal(file))).contains(file);
        assertThat(invitation.get().expires().toString()).hasSize("2026-05-01T12:00:00Z".length());
        return Verdict.READ;
    }
}
