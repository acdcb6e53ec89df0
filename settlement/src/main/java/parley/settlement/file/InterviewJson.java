package parley.settlement.file;

import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.elicit.Elicitation;
import parley.settlement.elicit.Outcome;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;
import parley.settlement.elicit.Statement;
import parley.settlement.elicit.Weights;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers, the next question, and what came of all of them, as JSON: each one object on one line. */
public final class InterviewJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final List<Issue> issues;

    private InterviewJson(JsonGenerator out, List<Issue> issues) {
        this.out = out;
        this.issues = issues;
    }

    /** What {@link Interviews#read} reads. */
    public static String answers(Elicitation asked) {
        return written(List.of(), json -> {
            json.out.writeName("answers");
            json.out.writeStartArray();
            asked.replies().forEach(json::reply);
            json.out.writeEndArray();
        });
    }

    /** {@code {"question":{…},"answered":3,"most":12}}. */
    public static String question(List<Issue> issues, Elicitation asked, Question question) {
        return written(issues, json -> {
            json.out.writeName("question");
            json.out.writeStartObject();
            json.question(question);
            json.out.writeEndObject();
            json.out.writeNumberProperty("answered", asked.replies().size());
            json.out.writeNumberProperty("most", asked.most());
        });
    }

    /** {@code {"party":{…},"weights":{…},…}}; the party as a case has it. */
    public static String outcome(List<Issue> issues, String party, Outcome outcome) {
        return written(issues, json -> {
            json.out.writeName("party");
            json.out.writeStartObject();
            json.out.writeStringProperty("name", party);
            AnswerJson.number(json.out, "reservation", outcome.reservation());
            json.out.writeName("scores");
            json.out.writeStartObject();
            for (int issue = 0; issue < issues.size(); issue++) {
                json.out.writeName(issues.get(issue).name());
                json.out.writeStartObject();
                for (int option = 0; option < issues.get(issue).options().size(); option++) {
                    AnswerJson.number(
                            json.out,
                            issues.get(issue).options().get(option),
                            outcome.scores().get(issue).get(option));
                }
                json.out.writeEndObject();
            }
            json.out.writeEndObject();
            json.out.writeEndObject();
            json.weights("weights", outcome.weights());
            json.out.writeBooleanProperty("fitted", outcome.fitted());
            json.statements("against", outcome.against(), outcome.weights());
            json.statements("impossible", outcome.impossible(), outcome.weights());
        });
    }

    private interface Content {
        void write(InterviewJson json);
    }

    private static String written(List<Issue> issues, Content content) {
        Writer text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            content.write(new InterviewJson(out, issues));
            out.writeEndObject();
        }
        return text.toString();
    }

    private void reply(Reply reply) {
        out.writeStartObject();
        switch (reply) {
            case Reply.Options(List<Ratio> points) -> numbers("options", points);
            case Reply.Swings(List<Ratio> points) -> numbers("swings", points);
            case Reply.Swap(Reply.Verdict verdict) -> reply("swap", verdict);
            case Reply.Rank(List<Integer> order) ->
                numbers("rank", order.stream().map(at -> Ratio.of(at + 1L)).toList());
            case Reply.Settle(boolean fit) -> out.writeBooleanProperty("fit", fit);
            case Reply.Walking(Ratio part) -> AnswerJson.number(out, "walking", part);
            case Reply.Skip ignored -> out.writeBooleanProperty("skip", true);
        }
        out.writeEndObject();
    }

    private void question(Question question) {
        switch (question) {
            case Question.Options(int issue) -> {
                out.writeStringProperty("kind", "options");
                out.writeStringProperty("issue", issues.get(issue).name());
                names("options", issues.get(issue).options());
            }
            case Question.Swings(List<Integer> asked) -> {
                out.writeStringProperty("kind", "swings");
                names(
                        "issues",
                        asked.stream().map(issue -> issues.get(issue).name()).toList());
            }
            case Question.Swap(Question.Trade trade) -> {
                out.writeStringProperty("kind", "swap");
                trade(trade);
            }
            case Question.Rank(List<List<Integer>> packages) -> {
                out.writeStringProperty("kind", "rank");
                out.writeName("packages");
                out.writeStartArray();
                packages.forEach(this::options);
                out.writeEndArray();
            }
            case Question.Settle(List<Statement> against, Weights given, Weights fitted) -> {
                out.writeStringProperty("kind", "settle");
                statements("against", against, given);
                weights("weights", given);
                weights("fitted", fitted);
            }
            case Question.Walking(List<Question.Rung> ladder) -> {
                out.writeStringProperty("kind", "walking");
                out.writeName("ladder");
                out.writeStartArray();
                for (Question.Rung rung : ladder) {
                    out.writeStartObject();
                    out.writeName("package");
                    options(rung.options());
                    AnswerJson.number(out, "part", rung.part());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
        }
    }

    private void trade(Question.Trade trade) {
        change("give", trade.issue(), trade.from(), trade.to());
        change("get", trade.other(), trade.otherFrom(), trade.otherTo());
    }

    private void change(String name, int issue, int from, int to) {
        List<String> options = issues.get(issue).options();
        out.writeName(name);
        out.writeStartObject();
        out.writeStringProperty("issue", issues.get(issue).name());
        out.writeStringProperty("from", options.get(from));
        out.writeStringProperty("to", options.get(to));
        out.writeEndObject();
    }

    /** @param weights what each statement's difference is by */
    private void statements(String name, List<Statement> all, Weights weights) {
        out.writeName(name);
        out.writeStartArray();
        for (Statement statement : all) {
            out.writeStartObject();
            switch (statement.about()) {
                case Statement.About.Trade(Question.Trade trade) -> {
                    trade(trade);
                    reply("answer", statement.verdict());
                }
                case Statement.About.Pair(List<Integer> better, List<Integer> worse) -> {
                    out.writeName("better");
                    options(better);
                    out.writeName("worse");
                    options(worse);
                }
            }
            AnswerJson.number(out, "difference", statement.difference(weights).times(Ratio.of(100)));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void reply(String name, Reply.Verdict verdict) {
        out.writeStringProperty(name, verdict.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** As parts of a hundred. */
    private void weights(String name, Weights weights) {
        out.writeName(name);
        out.writeStartObject();
        for (int issue = 0; issue < issues.size(); issue++) {
            AnswerJson.number(
                    out, issues.get(issue).name(), weights.share(issue).times(Ratio.of(100)));
        }
        out.writeEndObject();
    }

    private void options(List<Integer> options) {
        out.writeStartObject();
        for (int issue = 0; issue < issues.size(); issue++) {
            out.writeStringProperty(
                    issues.get(issue).name(), issues.get(issue).options().get(options.get(issue)));
        }
        out.writeEndObject();
    }

    private void names(String name, List<String> all) {
        out.writeName(name);
        out.writeStartArray();
        all.forEach(out::writeString);
        out.writeEndArray();
    }

    private void numbers(String name, List<Ratio> all) {
        out.writeName(name);
        out.writeStartArray();
        all.forEach(one -> out.writeNumber(one.wholeOr(AnswerJson.DIGITS)));
        out.writeEndArray();
    }
}
