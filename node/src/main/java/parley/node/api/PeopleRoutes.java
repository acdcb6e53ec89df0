package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import parley.base.Result;
import parley.node.desk.Desk;

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
        Inputs.Comparison in = asked.json(Inputs.Comparison.class);
        Optional<String> digits = asked.query("digits");
        return Answer.nothing(
                digits.isPresent()
                        ? desk.people().compared(asked.table(), asked.person(), digits.get(), in.same(), in.how())
                        : desk.people().compared(asked.table(), asked.person(), in.same(), in.how()));
    }
}
