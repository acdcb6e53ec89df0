package parley.node.web;

import java.util.List;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Changes;
import parley.node.desk.RoomRef;

/** Proposals of {@link FakeDesk}; every wish has the same meaning. */
final class FakeChanges implements Changes {
    private final FakeDesk desk;

    FakeChanges(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<ProposalView> open(RoomRef room) {
        return List.copyOf(desk.proposals);
    }

    @Override
    public Result<Preview> preview(RoomRef room, Wish wish) {
        return Result.done(desk.preview);
    }

    @Override
    public Result<Hash> propose(RoomRef room, Wish wish, String note) {
        desk.acts.add("propose " + wish.getClass().getSimpleName());
        if (desk.refuses) {
            return Result.refused("room.card-asked", "Iran");
        }
        return Result.done(Hash.of("proposal"));
    }

    @Override
    public Result<Ok> consent(RoomRef room, Hash proposal) {
        desk.acts.add("consent");
        return Ok.done();
    }

    @Override
    public Result<Ok> setAside(RoomRef room, Hash proposal, Hash mark) {
        desk.acts.add("set aside " + mark.brief());
        return Ok.done();
    }

    @Override
    public Result<Ok> withdraw(RoomRef room, Hash proposal) {
        desk.acts.add("withdraw");
        return Ok.done();
    }
}
