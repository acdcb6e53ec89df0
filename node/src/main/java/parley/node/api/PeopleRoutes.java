package parley.node.api;

import java.io.IOException;
import java.util.List;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.People;

/** Routes of the people at a table: who they are, their codes, and what comparing found. */
final class PeopleRoutes {
    private static final String PEOPLE = "/api/v1/tables/{table}/people";
    private static final String PERSON = PEOPLE + "/{person}";

    private PeopleRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        PEOPLE,
                        (desk, asked) -> Result.done(
                                Answer.value(new Outputs.PeopleAt(desk.people().list(asked.table()))))),
                Route.desk("GET", PERSON, PeopleRoutes::show),
                Route.desk(
                        "GET",
                        PERSON + "/code",
                        (desk, asked) -> desk.people()
                                .code(asked.table(), asked.person())
                                .map(Answer::value)),
                Route.desk("POST", PERSON + "/comparison", PeopleRoutes::compared),
                Route.desk("POST", PERSON + "/reach", PeopleRoutes::reach));
    }

    private static Result<Answer> show(Desk desk, Asked asked) throws BadCall {
        return Result.done(Answer.value(desk.people()
                .person(asked.table(), asked.person())
                .orElseThrow(() -> BadCall.notFound("There is nobody of that id at this table."))));
    }

    private static Result<Answer> reach(Desk desk, Asked asked) throws BadCall, IOException {
        String relay = asked.json(Inputs.Reach.class).relay();
        return Answer.nothing(desk.people().writeThere(asked.table(), asked.person(), relay));
    }

    private static Result<Answer> compared(Desk desk, Asked asked) throws BadCall, IOException {
        TableId table = asked.table();
        PrincipalId person = asked.person();
        boolean differed = asked.flag("differed");
        Inputs.Comparison in = asked.json(Inputs.Comparison.class);
        Result<String> digits = asked.query("digits")
                .map(Result::done)
                .orElseGet(() -> desk.people().code(table, person).map(People.ComparisonCode::digits));
        return Answer.nothing(digits.then(
                read -> desk.people().compared(table, person, new People.Seen(read, differed), in.same(), in.how())));
    }
}
