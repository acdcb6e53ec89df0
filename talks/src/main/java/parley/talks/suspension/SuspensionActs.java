package parley.talks.suspension;

import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;

/** Decides what people and nodes' Processes ask about a pause or a withdrawal. Pure. */
public final class SuspensionActs {
    private SuspensionActs() {}

    /** What can be asked. Times are milliseconds since 1970 UTC. */
    public sealed interface Command {
        record Suspend(String reason, long now, long until) implements Command {}

        record Resume(Hash suspension) implements Command {}

        record Lapse(Hash suspension) implements Command {}

        record GiveNotice(String note, long now, long due) implements Command {}

        record TakeNoticeBack(Hash notice) implements Command {}
    }

    public static Result<SuspensionEvent> decide(Sitting sitting, Suspension state, PrincipalId who, Command command) {
        return state.judged(
                sitting,
                who,
                switch (command) {
                    case Command.Suspend(String reason, long now, long until) ->
                        new SuspensionEvent.Suspended(
                                MessageActs.canonical(reason), Math.max(0, now), Math.max(0, until));
                    case Command.Resume(Hash suspension) -> new SuspensionEvent.Resumed(suspension);
                    case Command.Lapse(Hash suspension) -> new SuspensionEvent.Lapsed(suspension);
                    case Command.GiveNotice(String note, long now, long due) ->
                        new SuspensionEvent.NoticeGiven(
                                MessageActs.canonical(note), Math.max(0, now), Math.max(0, due));
                    case Command.TakeNoticeBack(Hash notice) -> new SuspensionEvent.NoticeTakenBack(notice);
                });
    }
}
