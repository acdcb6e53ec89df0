package parley.node.api;

import java.util.List;
import parley.base.Result;

/** The route of the questions that nobody answered yet. */
final class QuestionRoutes {
    private QuestionRoutes() {}

    static List<Route> all() {
        return List.of(Route.desk(
                "GET",
                "/api/v1/tables/{table}/questions",
                (desk, asked) -> Result.done(
                        Answer.value(new Outputs.OpenQuestions(desk.questions().open(asked.table()))))));
    }
}
