package parley.settlement.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;
import parley.settlement.Watch;

/**
 * What a party could gain under a rule by telling the engine something else than it wants, all others telling the truth. Every rule of
 * this kind can be gamed by someone (L. Hurwicz 1972); what is tried here are the plain ways, so that greater gains may exist.
 *
 * @param party its index
 * @param gain of the best of what was tried, in units of what it truly wants; 0 where nothing pays
 * @param best what was told for it; empty where nothing pays
 * @param complete whether all was tried; otherwise the watch said stop, or some could not be answered with proof, or is too large
 */
public record Misreport(int party, long gain, Optional<Told> best, boolean complete) {
    private static final List<Ratio> FACTORS = List.of(Ratio.of(1, 2), Ratio.of(9, 10), Ratio.of(11, 10), Ratio.of(2));
    /** Of the ideal gain, which a party says it needs at least. */
    private static final List<Ratio> CLAIMS = List.of(Ratio.of(1, 4), Ratio.of(1, 2), Ratio.of(3, 4));

    /** Not the truth. */
    public sealed interface Told {
        /** That an issue or an interaction is worth {@code factor} times what it is. */
        record Weight(Stake stake, Ratio factor) implements Told {}

        /** That walking away is worth {@code points}. */
        record Reservation(Ratio points) implements Told {}
    }

    /** For each party; empty where the rule chooses nothing when all tell the truth, or the watch said stop before that was proved. */
    public static List<Misreport> of(Bargain bargain, Rule rule, Watch watch) {
        return of(new Variations(bargain, List.of(rule), watch), rule);
    }

    static List<Misreport> of(Variations variations, Rule rule) {
        Bargain bargain = variations.bargain();
        Optional<Point> honest = Varied.chosen(bargain, rule, variations.watch());
        List<Misreport> all = new ArrayList<>();
        for (int party = 0; honest.isPresent() && party < bargain.parties().size(); party++) {
            all.add(of(variations, rule, party, honest.get().utilities()[party]));
        }
        return all;
    }

    private static Misreport of(Variations variations, Rule rule, int party, long honest) {
        Bargain bargain = variations.bargain();
        Watch watch = variations.watch();
        long gain = 0;
        Optional<Told> best = Optional.empty();
        List<Told> lies = lies(bargain, party, watch);
        boolean complete = true;
        for (int at = 0; at < lies.size(); at++) {
            Optional<Optional<Point>> chosen = variations.chosen(party, lies.get(at), rule);
            if (watch.stop()) {
                return new Misreport(party, gain, best, false);
            }
            complete &= chosen.isPresent();
            // Asking too much ends the talk: walking away is what is left, and never more than an acceptable package.
            long worth = chosen.map(after -> after.map(point -> bargain.utility(party, point.options()))
                            .orElse(bargain.reservation(party)))
                    .orElse(honest);
            if (worth - honest > gain) {
                gain = worth - honest;
                best = Optional.of(lies.get(at));
            }
            watch.progress(Watch.Task.ADVICE, at + 1L, lies.size());
        }
        return new Misreport(party, gain, best, complete);
    }

    private static List<Told> lies(Bargain bargain, int party, Watch watch) {
        List<Told> lies = new ArrayList<>();
        for (Stake stake : Stake.of(bargain, party)) {
            for (Ratio factor : FACTORS) {
                lies.add(new Told.Weight(stake, factor));
            }
        }
        Ratio reservation = bargain.parties().get(party).reservation();
        Varied.chosen(bargain, Appraiser.aloneCounts(party, bargain.parties().size()), watch)
                .ifPresent(ideal -> {
                    Ratio gain = bargain.points(ideal.utilities()[party]).minus(reservation);
                    CLAIMS.forEach(claim -> lies.add(new Told.Reservation(reservation.plus(gain.times(claim)))));
                });
        return lies;
    }
}
