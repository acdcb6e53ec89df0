package parley.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.protocol.port.RelayAddress;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** A body that a script posts to the API; the input's first byte says to which route. What is read is read the same when it is written. */
public final class ApiTarget implements Target {
    private static final Hash HASH = Hash.of("fuzz");
    private static final RelayAddress RELAY = new RelayAddress("relay.example", 7443, HASH.value());

    /** One of each kind of body; appended to, never reordered, for kept inputs have the numbers. */
    private final List<Object> bodies = List.of(
            new Inputs.OpenTable("Harbour", "Delegation A", Role.PARTY, RELAY),
            new Inputs.Message(
                    MessageKind.STATEMENT, "\u0646\u0647", "fa", Direction.RTL, Optional.of(HASH), true, List.of("a")),
            new Inputs.PlanRoom(
                    "Plenary", RoomKind.PLENARY, List.of(new PrincipalId(HASH)), 4, Rules.standard(), Optional.empty()),
            new Inputs.Invite("Delegation B", Role.MEDIATOR, 7),
            new Inputs.Accept(Bytes.utf8("file"), "Harbour"),
            new Inputs.Collect(List.of("abandon"), RELAY),
            new Inputs.Comparison(true, "by telephone"),
            new Inputs.BeginUpload("map.pdf", 17),
            new Inputs.Search("words", List.of()),
            new Inputs.ProvePassage(new PrincipalId(HASH)),
            new Inputs.LateDecision(false),
            new Inputs.InvitationFile(Bytes.utf8("file")),
            new RoomId(HASH));

    @Override
    public String name() {
        return "api-json";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (int which = 0; which < bodies.size(); which++) {
            seeds.put("body " + which, tagged(which, Bytes.wrap(ApiJson.write(bodies.get(which)))));
        }
        String deep = "[".repeat(1 << 20);
        seeds.put("null", tagged(0, Bytes.utf8("null")));
        seeds.put("a mebibyte of lists", tagged(0, Bytes.utf8(deep)));
        seeds.put("a mebibyte of objects", tagged(1, Bytes.utf8("{\"a\":".repeat(200_000))));
        seeds.put("a mebibyte of quotes", tagged(2, Bombs.filled(1 << 20, '"')));
        seeds.put(
                "a large number",
                tagged(3, Bytes.utf8("{\"theirName\":\"a\",\"theirRole\":\"PARTY\",\"validDays\":1e999999999}")));
        seeds.put("twice", tagged(6, Bytes.utf8("{\"same\":true,\"same\":false,\"how\":\"\"}")));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a large number", "null", "twice");
    }

    /** The library's own buffers, and as much again for writing what was read. */
    @Override
    public Budget budget() {
        return new Budget(4 << 20, 256, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        if (input.isEmpty() || input.at(0) < 0 || input.at(0) >= bodies.size()) {
            return Verdict.REFUSED;
        }
        Class<?> type = bodies.get(input.at(0)).getClass();
        try {
            Object value = ApiJson.read(input.slice(1, input.size()).toArray(), type);
            assertThat((Object) ApiJson.read(ApiJson.write(value), type)).isEqualTo(value);
            return Verdict.READ;
        } catch (BadCall e) {
            assertThat(e.getMessage()).isNotBlank();
            return Verdict.REFUSED;
        }
    }

    private static Bytes tagged(int which, Bytes body) {
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) which}), body);
    }
}
