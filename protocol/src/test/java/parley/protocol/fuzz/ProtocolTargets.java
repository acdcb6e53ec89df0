package parley.protocol.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.base.fuzz.Targets;
import parley.protocol.blob.Manifest;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.OnRecordSignature;
import parley.protocol.entry.EntryTargets;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.pairing.Answer;
import parley.protocol.pouch.PouchItem;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.NextSecrets;
import parley.protocol.testing.Samples;

/** All of them. Formats under a seal are given what a hostile member could seal; files with a hash, one that is right. */
public final class ProtocolTargets implements Targets {
    /** FIPS 204, table 2. */
    private static final int ML_DSA_65_SIGNATURE = 3_309;

    private final Samples draw = new Samples(1);

    @Override
    public List<Target> all() {
        return List.of(
                Canonical.of("card", seed(draw.newcomer().encoded()), Card::read, Card::write),
                Canonical.of("founding", seed(draw.founding().encoded()), Founding::read, Founding::write),
                new OpeningTarget(draw.opening().encoded()),
                Canonical.of("epoch-secrets", secrets(), EpochSecrets::read, EpochSecrets::write),
                Canonical.of("next-secrets", seed(next()), NextSecrets::read, NextSecrets::write),
                Canonical.of(
                        "change",
                        seeds(draw.changes(), Change::encoded),
                        Change::read,
                        (change, out) -> out.raw(change.encoded())),
                Canonical.of(
                        "inbox-message",
                        seeds(draw.messages(), InboxCodec::encode),
                        input -> InboxCodec.decode(input).map(InboxCodec::encode)),
                Canonical.of(
                        "pairing-answer",
                        seed(answer().encoded()),
                        input -> Answer.decode(input).map(Answer::encoded)),
                Canonical.of("manifest", seed(manifest()), Manifest::read, Manifest::write),
                Canonical.of(
                        "on-record-signature",
                        seed(signature().encoded()),
                        input -> OnRecordSignature.decode(input).map(OnRecordSignature::encoded)),
                Canonical.of(
                        "pouch-item",
                        seeds(PouchTarget.items(draw), PouchItem::encoded),
                        input -> PouchItem.decode(input).map(PouchItem::encoded)),
                new PouchTarget(draw),
                new InvitationTarget(draw),
                new SealedAnswerTarget(draw),
                new InboxSealTarget(draw),
                new RelayFaultTarget(draw),
                new RelayAddressTarget(draw),
                EntryTargets.seal(draw),
                EntryTargets.body(draw),
                EntryTargets.slotText(draw),
                new InvitationWordsTarget(draw),
                new BundleTarget(),
                new SessionMessageTarget());
    }

    static Map<String, Bytes> seed(Bytes valid) {
        return Map.of("valid", valid);
    }

    static <T> Map<String, Bytes> seeds(List<T> values, Function<T, Bytes> encode) {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (T value : values) {
            seeds.put("valid " + seeds.size(), encode.apply(value));
        }
        return seeds;
    }

    private Map<String, Bytes> secrets() {
        EpochSecrets of = draw.secrets();
        List<EpochSecrets> each = List.of(of, EpochSecrets.ofBefore(of.capability(), of.headerKey(), of.relay()));
        return seeds(each, secrets -> {
            CanonicalWriter out = new CanonicalWriter();
            secrets.write(out);
            return out.bytes();
        });
    }

    private Bytes next() {
        CanonicalWriter out = new CanonicalWriter();
        NextSecrets.fresh(draw.randomness(), draw.relay, draw.hash()).write(out);
        return out.bytes();
    }

    private Answer answer() {
        return new Answer(
                draw.table,
                draw.hash(),
                draw.node(new Principal(new PrincipalId(draw.hash()), "Delegation B", Role.PARTY)),
                draw.inbox());
    }

    private Bytes manifest() {
        CanonicalWriter out = new CanonicalWriter();
        new Manifest(draw.secret(Manifest.FILE_KEY), 10, draw.hash(), List.of(draw.hash())).write(out);
        return out.bytes();
    }

    private OnRecordSignature signature() {
        return new OnRecordSignature(draw.bytes(Ed25519.SIGNATURE), draw.bytes(ML_DSA_65_SIGNATURE));
    }
}
