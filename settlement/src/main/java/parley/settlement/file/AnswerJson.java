package parley.settlement.file;

import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.advice.Advice;
import parley.settlement.divide.Division;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers as the JSON that {@code docs/cli.md} promises: one object on one line. */
public final class AnswerJson {
    /** Of a number without an end; numbers with one are written whole. */
    static final int DIGITS = 17;

    private static final JsonFactory FACTORY = new JsonFactory();

    private AnswerJson() {}

    /** The answer to {@code request} about {@code bargain}, and what more was said of the case. */
    public static String of(Bargain bargain, Request request, Answer answer, Optional<Advice> advice) {
        Writer text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("packages", bargain.packages().toString());
            if (bargain.roundedBy().signum() > 0) {
                number(out, "roundedBy", bargain.roundedBy());
            }
            answer(out, bargain, request, answer, "no package is allowed");
            advice.ifPresent(more -> new AdviceJson(out, bargain).write(more, request));
            out.writeEndObject();
        }
        return text.toString();
    }

    /** @param none why a frontier that is all there is may hold nothing */
    static void answer(JsonGenerator out, Bargain bargain, Request request, Answer answer, String none) {
        if (!(request.frontier() instanceof Request.Extent.Nothing)) {
            out.writeName("frontier");
            frontier(out, bargain, answer, none);
        }
        out.writeName("solutions");
        solutions(out, bargain, answer);
    }

    /** What Adjusted Winner makes of a case whose issues can be split. */
    public static String of(Reading.Divisible of, Division division) {
        Writer text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeName("adjustedWinner");
            out.writeStartObject();
            number(out, "points", division.points());
            out.writeStringProperty("exact", division.points().toString());
            out.writeName("shares");
            out.writeStartObject();
            for (int issue = 0; issue < of.issues().size(); issue++) {
                Ratio first = division.firstShares().get(issue);
                out.writeName(of.issues().get(issue));
                out.writeStartObject();
                out.writeStringProperty(of.parties().get(0), first.toString());
                out.writeStringProperty(
                        of.parties().get(1), Ratio.ONE.minus(first).toString());
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeName("totals");
            out.writeStartObject();
            for (int party = 0; party < 2; party++) {
                List<Ratio> points = of.points().get(party);
                number(out, of.parties().get(party), points.stream().reduce(Ratio.ZERO, Ratio::plus));
            }
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    /** The name of a rule in options and answers. */
    public static String name(Rule rule) {
        return switch (rule) {
            case Rule.Named named ->
                switch (named) {
                    case NASH -> "nash";
                    case KALAI_SMORODINSKY -> "kalaiSmorodinsky";
                    case EGALITARIAN -> "egalitarian";
                    case UTILITARIAN -> "utilitarian";
                };
            case Rule.Weighted(List<Ratio> weights) ->
                "weighted="
                        + weights.stream()
                                .map(weight -> weight.wholeOr(DIGITS).toPlainString())
                                .collect(Collectors.joining(":"));
        };
    }

    /** Why a rule chooses nothing. */
    public static String noneIsAcceptable(Bargain bargain) {
        return bargain.forbidden().isEmpty()
                ? "no package meets all reservation values"
                : "no package that is allowed meets all reservation values";
    }

    private static void frontier(JsonGenerator out, Bargain bargain, Answer answer, String none) {
        Optional<Frontier> frontier = answer.frontier();
        out.writeStartObject();
        out.writeBooleanProperty(
                "complete", frontier.isPresent() && frontier.get().complete());
        if (frontier.isEmpty()) {
            out.writeStringProperty("reason", "the search ended before any of it was found");
        } else if (!frontier.get().complete()) {
            out.writeName("within");
            numbers(out, bargain, frontier.get().within());
        } else if (frontier.get().points().isEmpty()) {
            out.writeStringProperty("reason", none);
        }
        out.writeName("points");
        out.writeStartArray();
        for (Point point : frontier.map(Frontier::points).orElse(List.of())) {
            out.writeStartObject();
            point(out, bargain, point);
            out.writeBooleanProperty("acceptable", bargain.acceptableAsGiven(point));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void solutions(JsonGenerator out, Bargain bargain, Answer answer) {
        out.writeStartObject();
        boolean none = false;
        for (var one : answer.solutions().entrySet()) {
            out.writeName(name(one.getKey()));
            switch (one.getValue()) {
                case Solution.Found(Point point, Solution.Proof proof) -> {
                    out.writeStartObject();
                    point(out, bargain, point);
                    proof(out, proof);
                    belowAsGiven(out, bargain, point);
                    alike(out, bargain, answer.alike(bargain, one.getKey()));
                    out.writeEndObject();
                }
                case Solution.None(Solution.Reason reason) -> {
                    switch (reason) {
                        case NO_PACKAGE_IS_ACCEPTABLE -> {
                            none = true;
                            out.writeNull();
                        }
                        case STOPPED -> nothing(out, "no acceptable package was met before the search ended");
                    }
                }
            }
        }
        if (none) {
            out.writeStringProperty("reason", noneIsAcceptable(bargain));
        }
        out.writeEndObject();
    }

    private static void alike(JsonGenerator out, Bargain bargain, List<Point> alike) {
        if (!alike.isEmpty()) {
            out.writeName("alike");
            out.writeStartArray();
            for (Point point : alike) {
                out.writeStartObject();
                point(out, bargain, point);
                belowAsGiven(out, bargain, point);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void belowAsGiven(JsonGenerator out, Bargain bargain, Point point) {
        if (!bargain.acceptableAsGiven(point)) {
            out.writeBooleanProperty("acceptable", false);
        }
    }

    private static void nothing(JsonGenerator out, String reason) {
        out.writeStartObject();
        out.writeNullProperty("package");
        out.writeStringProperty("reason", reason);
        out.writeEndObject();
    }

    private static void proof(JsonGenerator out, Solution.Proof proof) {
        switch (proof) {
            case Solution.Proof.Exact ignored -> out.writeStringProperty("proof", "exact");
            case Solution.Proof.Bounded(Optional<Ratio> bound) -> {
                out.writeStringProperty("proof", "bounded");
                if (bound.isPresent()) {
                    number(out, "bound", bound.get());
                }
            }
        }
    }

    static void point(JsonGenerator out, Bargain bargain, Point point) {
        out.writeName("utilities");
        numbers(out, bargain, point.utilities());
        out.writeName("package");
        out.writeStartObject();
        for (int issue = 0; issue < point.options().length; issue++) {
            var of = bargain.issues().get(issue);
            out.writeStringProperty(of.name(), of.options().get(point.options()[issue]));
        }
        out.writeEndObject();
    }

    static void numbers(JsonGenerator out, Bargain bargain, long[] units) {
        out.writeStartArray();
        for (long one : units) {
            out.writeNumber(bargain.points(one).wholeOr(DIGITS));
        }
        out.writeEndArray();
    }

    static void number(JsonGenerator out, String name, Ratio value) {
        out.writeName(name);
        out.writeNumber(value.wholeOr(DIGITS));
    }
}
