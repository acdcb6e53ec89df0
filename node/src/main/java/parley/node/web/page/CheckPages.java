package parley.node.web.page;

import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Checking;
import parley.node.desk.Desk;
import parley.node.desk.People.Standing;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** Checking a signed statement, or the proof of a relay's fault, that somebody handed over. */
public final class CheckPages {
    private final Desks desks;

    CheckPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/check", desks.desk((ask, desk) -> show(ask, desk, Optional.empty(), Optional.empty())));
        router.take("POST", "/check", desks.desk(this::check));
    }

    private Reply check(Ask ask, Desk desk) {
        return switch (AcceptPages.upload(ask, Checking.MOST_FILE_BYTES)
                .then(file -> desk.checking().check(file))) {
            case Result.Done<Checking.Found>(Checking.Found found) ->
                show(ask, desk, Optional.empty(), Optional.of(found));
            case Result.Refused<Checking.Found>(Refusal why) -> show(ask, desk, Optional.of(why), Optional.empty());
        };
    }

    private static Reply show(Ask ask, Desk desk, Optional<Refusal> refused, Optional<Checking.Found> found) {
        return Render.html(refused, "check.jte", Map.of("p", Frames.above(ask, desk, "title.check"), "found", found));
    }

    /** What it is worth that this node knows somebody with these keys: a sentence of the catalogue. */
    public static String worth(Checking.Signer signer) {
        return !signer.present()
                ? "check.former"
                : switch (signer.standing()) {
                    case Standing.Self _ -> "check.own";
                    case Standing.Compared _ -> "check.compared";
                    case Standing.Unverified _, Standing.VouchedFor _ -> "check.not-compared";
                    case Standing.Differed _ -> "check.differed";
                };
    }
}
