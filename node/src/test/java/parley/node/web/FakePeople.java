package parley.node.web;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.People;

/** The people of {@link FakeDesk}. */
final class FakePeople implements People {
    private final FakeDesk desk;

    FakePeople(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<Person> list(TableId table) {
        return List.of(
                new Person(
                        FakeDesk.ISRAEL,
                        desk.israelName,
                        Role.PARTY,
                        0,
                        true,
                        desk.israelStanding,
                        desk.alike,
                        FakeDesk.KEYS,
                        Optional.empty()),
                new Person(
                        FakeDesk.IRAN,
                        desk.iranName,
                        Role.PARTY,
                        1,
                        desk.paired,
                        desk.iranStanding,
                        List.of(),
                        FakeDesk.KEYS,
                        desk.iranElsewhere));
    }

    @Override
    public Optional<Person> person(TableId table, PrincipalId person) {
        return list(table).stream().filter(p -> p.id().equals(person)).findFirst();
    }

    @Override
    public Result<Ok> writeThere(TableId table, PrincipalId person, String relay) {
        desk.acts.add("writes to " + relay);
        return Ok.done();
    }

    @Override
    public Result<ComparisonCode> code(TableId table, PrincipalId person) {
        return Result.done(new ComparisonCode(
                FakeDesk.WORDS,
                "3041788265190435772160938441507238609514",
                Bytes.copyOf(Hash.of("code").value().toArray())));
    }

    @Override
    public Result<Ok> compared(TableId table, PrincipalId person, Seen seen, boolean same, String how) {
        if (same && !seen.differed() && person(table, person).orElseThrow().standing() instanceof Standing.Differed) {
            return Result.refused("comparison.differed-since", desk.iranName);
        }
        desk.acts.add("compared " + same + " " + how);
        return Ok.done();
    }
}
