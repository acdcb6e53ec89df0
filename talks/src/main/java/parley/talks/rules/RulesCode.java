package parley.talks.rules;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Role;
import parley.talks.event.Word;

/**
 * The bytes of Rules. Rules that say nothing new are written in the first form that could say them, so that all earlier
 * Rules keep their bytes and their name; each value has exactly one encoding.
 */
final class RulesCode {
    private static final int FORM = 1;
    /** Rules with an answer of {@link Discretion}, and nothing later. */
    private static final int FORM_WITH_DISCRETION = 2;
    /** Rules with something of {@link Confidentiality}, {@link Decision} or {@link Pauses} that isn't standard. */
    private static final int FORM_WITH_TERMS = 3;

    private RulesCode() {}

    static Bytes encoded(Rules rules) {
        int form = formOf(rules);
        CanonicalWriter out = new CanonicalWriter();
        out.u8(form).u32(rules.version()).u32(rules.eventVersion()).list(rules.languages(), CanonicalWriter::text);
        writeRoles(out, rules.founders());
        rules.consents().write(out);
        out.u32(rules.refreshDays())
                .u32(rules.refreshEntries())
                .bool(rules.receipts())
                .u8(rules.quiet().minutes())
                .u32(rules.retentionDays());
        out.list(rules.recordLevels(), (to, level) -> level.write(to));
        rules.readers().write(out);
        writeRoles(out, rules.deadlineVoices());
        if (form >= FORM_WITH_DISCRETION) {
            rules.discretion().write(out);
        }
        if (form >= FORM_WITH_TERMS) {
            rules.confidentiality().write(out);
            rules.decision().write(out);
            rules.pauses().write(out);
        }
        return out.bytes();
    }

    private static int formOf(Rules rules) {
        if (rules.hasTerms()) {
            return FORM_WITH_TERMS;
        }
        return rules.discretion().equals(Discretion.UNANSWERED) ? FORM : FORM_WITH_DISCRETION;
    }

    static Rules read(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int form = in.u8();
        if (form < FORM || form > FORM_WITH_TERMS) {
            throw new Malformed("Rules of an unknown form");
        }
        Rules rules = new Rules(
                in.u32(),
                in.u32(),
                in.list(Rules.MOST_LANGUAGES, from -> from.text(Language.MOST_LENGTH)),
                readRoles(in),
                Consents.read(in),
                in.u32(),
                in.u32(),
                in.bool(),
                QuietSlots.ofMinutes(in.u8()),
                in.u32(),
                in.list(RoomKind.values().length, from -> Word.read(from, RecordLevel.values())),
                Word.read(in, Standing.values()),
                readRoles(in),
                form < FORM_WITH_DISCRETION ? Discretion.UNANSWERED : Discretion.read(in),
                form < FORM_WITH_TERMS ? Confidentiality.STANDARD : Confidentiality.read(in),
                form < FORM_WITH_TERMS ? Decision.EVERYBODY : Word.read(in, Decision.values()),
                form < FORM_WITH_TERMS ? Pauses.STANDARD : Pauses.read(in));
        in.end();
        if (form != formOf(rules)) {
            throw new Malformed("Rules whose later rules are all empty or standard");
        }
        if (!encoded(rules).equals(encoded)) {
            throw new Malformed("Rules in another order than their own");
        }
        return rules;
    }

    static List<Role> readRoles(CanonicalReader in) throws Malformed {
        return in.list(Role.values().length, from -> Role.ofCode(from.u8()));
    }

    static void writeRoles(CanonicalWriter out, List<Role> roles) {
        out.list(roles, (to, role) -> to.u8(role.code()));
    }
}
