package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Tables.InvitationSent;
import parley.protocol.port.RelayAddress;

/** What earlier versions kept of a table opens as what it was, without what they didn't keep. */
final class KeptTableSheetsTest {
    private final TableSheet sheet = new TableSheet(
            new TableId(Hash.of("a table")), "Harbour", new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32])));

    @Test
    void a_sheet_keeps_when_renewal_was_asked_for_and_one_of_before_opens_without() throws Malformed {
        sheet.renewalNeeded = true;
        sheet.renewalAsked = Optional.of(Instant.ofEpochSecond(17));
        assertThat(sheet.copy().renewalAsked).isEqualTo(sheet.renewalAsked);

        TableSheet before = TableSheet.decode(beforeAskings());
        assertThat(before.renewalAsked).isEmpty();
        assertThat(before.renewalNeeded).isTrue();
    }

    @Test
    void a_sheet_of_before_withdrawals_were_kept_opens_with_none() throws Malformed {
        sheet.invited(new InvitationSent(
                Hash.of("one"), "Iran", Role.PARTY, Instant.EPOCH, Instant.EPOCH, false, false, false));
        byte[] later = beforeAskings().toArray();
        sheet.withdrawn(_ -> true);
        assertThat(sheet.copy().invitations).singleElement().matches(InvitationSent::withdrawn);
        // The last of an invitation, before the list of notices.
        int flag = later.length - noticesBytes();
        byte[] before = new byte[later.length - 1];
        System.arraycopy(later, 0, before, 0, flag - 1);
        System.arraycopy(later, flag, before, flag - 1, later.length - flag);
        before[0] = 1;
        assertThat(TableSheet.decode(Bytes.wrap(before)).invitations)
                .singleElement()
                .matches(one -> !one.withdrawn());
    }

    /** Without the last of a sheet: when renewal was asked for. */
    private Bytes beforeAskings() {
        byte[] now = sheet.encoded().toArray();
        Bytes asked = new CanonicalWriter()
                .list(sheet.renewalAsked.stream().toList(), (to, at) -> to.u64(at.toEpochMilli()))
                .bytes();
        byte[] before = java.util.Arrays.copyOf(now, now.length - asked.size());
        before[0] = 2;
        return Bytes.wrap(before);
    }

    private static int noticesBytes() {
        CanonicalWriter out = new CanonicalWriter();
        Notices.write(out, List.of());
        return out.bytes().size();
    }
}
