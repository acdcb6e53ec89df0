package parley.settlement.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Appraisal;
import parley.settlement.advice.Change;
import parley.settlement.advice.Misreport;
import parley.settlement.advice.Stability;
import parley.settlement.advice.Stake;
import parley.settlement.advice.Trade;
import parley.settlement.advice.Trades;
import tools.jackson.core.JsonGenerator;

/** Writes the field {@code advice} of an answer. */
final class AdviceJson {
    private static final List<String> SIZES = List.of("one", "two", "three");

    private final JsonGenerator out;
    private final Bargain bargain;

    AdviceJson(JsonGenerator out, Bargain bargain) {
        this.out = out;
        this.bargain = bargain;
    }

    void write(Advice advice, Request request) {
        out.writeName("advice");
        out.writeStartObject();
        advice.ofDeal().ifPresent(of -> {
            appraisal(of.appraisal());
            trades(of.trades());
            out.writeName("improvements");
            out.writeStartObject();
            AnswerJson.answer(
                    out, bargain, request, of.improvements(), "nothing that is allowed is as good for everybody");
            out.writeEndObject();
        });
        if (!advice.stability().isEmpty()) {
            out.writeName("stability");
            out.writeStartObject();
            advice.stability().forEach(this::stability);
            out.writeEndObject();
        }
        if (!advice.misreports().isEmpty()) {
            out.writeName("misreport");
            out.writeStartObject();
            advice.misreports().forEach(this::misreports);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void appraisal(Appraisal appraisal) {
        out.writeName("deal");
        out.writeStartObject();
        AnswerJson.point(out, bargain, appraisal.deal());
        out.writeBooleanProperty("allowed", appraisal.allowed());
        out.writeBooleanProperty("acceptable", appraisal.acceptable());
        out.writeEndObject();
        switch (appraisal.efficiency()) {
            case Appraisal.Efficiency.Efficient ignored -> out.writeBooleanProperty("efficient", true);
            case Appraisal.Efficiency.Dominated(Point by) -> {
                out.writeBooleanProperty("efficient", false);
                out.writeName("dominatedBy");
                point(by);
            }
            case Appraisal.Efficiency.Unknown ignored -> out.writeNullProperty("efficient");
        }
        appraisal.weights().ifPresent(weights -> {
            out.writeName("noneWeighsMoreWith");
            out.writeStartArray();
            weights.forEach(out::writeNumber);
            out.writeEndArray();
        });
        out.writeName("shares");
        out.writeStartArray();
        for (int party = 0; party < appraisal.shares().size(); party++) {
            Appraisal.Share share = appraisal.shares().get(party);
            out.writeStartObject();
            party(party);
            AnswerJson.number(out, "gain", bargain.points(share.gain()));
            AnswerJson.number(out, "ideal", bargain.points(share.ideal()));
            share.ofIdeal().ifPresent(part -> AnswerJson.number(out, "ofIdeal", part));
            AnswerJson.number(out, "envy", share.envy());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeName("distances");
        out.writeStartObject();
        for (Map.Entry<Rule, long[]> one : appraisal.distances().entrySet()) {
            out.writeName(AnswerJson.name(one.getKey()));
            AnswerJson.numbers(out, bargain, one.getValue());
        }
        out.writeEndObject();
    }

    private void trades(Trades trades) {
        out.writeName("trades");
        out.writeStartObject();
        out.writeBooleanProperty("complete", trades.complete());
        for (int size = 0; size < SIZES.size(); size++) {
            out.writeName(SIZES.get(size));
            out.writeStartArray();
            for (Trade trade : trades.bySize().get(size)) {
                out.writeStartObject();
                gains(trade.gains());
                out.writeName("changes");
                out.writeStartArray();
                trade.changes().forEach(this::change);
                out.writeEndArray();
                if (Arrays.stream(trade.together()).anyMatch(units -> units != 0)) {
                    out.writeName("together");
                    AnswerJson.numbers(out, bargain, trade.together());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private void change(Change change) {
        Issue issue = bargain.issues().get(change.issue());
        out.writeStartObject();
        out.writeStringProperty("issue", issue.name());
        out.writeStringProperty("from", issue.options().get(change.from()));
        out.writeStringProperty("to", issue.options().get(change.to()));
        gains(change.gains());
        out.writeEndObject();
    }

    private void stability(Rule rule, Optional<Stability> stability) {
        out.writeName(AnswerJson.name(rule));
        if (stability.isEmpty()) {
            out.writeNull();
            return;
        }
        out.writeStartObject();
        out.writeBooleanProperty("complete", stability.get().complete());
        out.writeNumberProperty("tried", stability.get().tried());
        out.writeNumberProperty("interactions", stability.get().interactions());
        out.writeName("changes");
        out.writeStartArray();
        for (Stability.Change change : stability.get().changes()) {
            out.writeStartObject();
            party(change.party());
            stake(change.stake());
            out.writeStringProperty("by", change.up() ? "+10%" : "-10%");
            if (change.chosen().isPresent()) {
                AnswerJson.point(out, bargain, change.chosen().get());
            } else {
                out.writeNullProperty("package");
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void misreports(Rule rule, List<Misreport> all) {
        out.writeName(AnswerJson.name(rule));
        out.writeStartArray();
        for (Misreport one : all) {
            out.writeStartObject();
            party(one.party());
            AnswerJson.number(out, "gain", bargain.points(one.gain()));
            out.writeBooleanProperty("complete", one.complete());
            if (one.best().isPresent()) {
                out.writeName("told");
                out.writeStartObject();
                switch (one.best().get()) {
                    case Misreport.Told.Weight(Stake stake, Ratio factor) -> {
                        stake(stake);
                        AnswerJson.number(out, "times", factor);
                    }
                    case Misreport.Told.Reservation(Ratio points) -> AnswerJson.number(out, "reservation", points);
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void point(Point point) {
        out.writeStartObject();
        AnswerJson.point(out, bargain, point);
        out.writeEndObject();
    }

    private void gains(long[] units) {
        out.writeName("gains");
        AnswerJson.numbers(out, bargain, units);
    }

    private void party(int party) {
        out.writeStringProperty("party", bargain.parties().get(party).name());
    }

    /** An interaction as a case writes it, whose place in the case says little where the case came from several files. */
    private void stake(Stake stake) {
        switch (stake) {
            case Stake.OfIssue(int issue) ->
                out.writeStringProperty("issue", bargain.issues().get(issue).name());
            case Stake.OfBonus(int index) -> {
                Bonus bonus = bargain.bonuses().get(index);
                out.writeName("interaction");
                out.writeStartObject();
                out.writeName(bonus.inside() ? "when" : "unless");
                out.writeStartObject();
                bonus.region().within().forEach(this::side);
                out.writeEndObject();
                AnswerJson.number(out, "points", bonus.points());
                out.writeEndObject();
            }
        }
    }

    private void side(int index, SortedSet<Integer> options) {
        Issue issue = bargain.issues().get(index);
        out.writeName(issue.name());
        out.writeStartArray();
        options.forEach(option -> out.writeString(issue.options().get(option)));
        out.writeEndArray();
    }
}
