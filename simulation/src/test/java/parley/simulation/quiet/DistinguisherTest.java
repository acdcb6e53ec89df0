package parley.simulation.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a relay and a network see of a quiet room doesn't tell talk from silence; of another room it does. */
@Tag("wide")
class DistinguisherTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Of a seed where nothing that a person does meets an answer or a slot: that delays what follows by less than a millisecond. */
    @Test
    void whatever_is_said_in_a_quiet_room_the_trace_is_the_same_to_the_microsecond() {
        List<Seen> talk = Distinguisher.trace(8, true, true, HOUR);
        assertThat(talk.stream().filter(one -> one.what() == Seen.What.APPEND)).hasSize(3 * 60);
        assertThat(talk).isEqualTo(Distinguisher.trace(8, true, false, HOUR));
    }

    @Test
    void in_another_room_it_differs() {
        assertThat(Distinguisher.trace(7, false, true, HOUR)).isNotEqualTo(Distinguisher.trace(7, false, false, HOUR));
    }

    /** Few traces here. {@code parley bench quiet} and the long run judge a thousand of each class. */
    @Test
    void a_trained_classifier_finds_talk_and_who_answers_but_in_a_quiet_room() throws Exception {
        Distinguisher.Report report = Distinguisher.run(new Distinguisher.Options(3, 40, 100), what -> {});
        assertThat(report.aloud().auc()).isGreaterThan(0.98);
        assertThat(report.aloud().bestNumber()).isGreaterThan(0.98);
        assertThat(report.aloud().gain()).isGreaterThan(0.2);
        assertThat(report.quiet().auc()).isBetween(0.4, 0.6);
        assertThat(report.quiet().gain()).isLessThan(0.15);
    }

    @Test
    @Tag("soak")
    void over_a_thousand_traces_a_class_it_is_guessing() throws Exception {
        Distinguisher.Report report = Distinguisher.run(Distinguisher.Options.USUAL, what -> {});
        assertThat(report.quiet().judged()).isGreaterThanOrEqualTo(1_000);
        assertThat(report.quiet().auc()).isLessThanOrEqualTo(0.52);
        assertThat(report.quiet().bestNumber()).isLessThanOrEqualTo(0.52);
        assertThat(report.quiet().gain()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void the_area_under_the_curve_counts_ties_half() {
        assertThat(Classifier.auc(new double[] {2, 3}, new double[] {0, 1})).isEqualTo(1);
        assertThat(Classifier.auc(new double[] {1, 1}, new double[] {1, 1})).isEqualTo(0.5);
        assertThat(Classifier.auc(new double[] {0, 2}, new double[] {1})).isEqualTo(0.5);
    }

    @Test
    void a_classifier_finds_a_small_difference_in_one_number_of_many() {
        List<double[]> talk = numbers(0.5);
        List<double[]> silence = numbers(0);
        Classifier made = Classifier.train(talk, silence);
        assertThat(Classifier.auc(
                        talk.stream().mapToDouble(made::score).toArray(),
                        silence.stream().mapToDouble(made::score).toArray()))
                .isGreaterThan(0.7);
    }

    private static List<double[]> numbers(double more) {
        return Stream.iterate(0, i -> i + 1)
                .limit(400)
                .map(i -> new double[] {(i * 37 % 400) / 400.0, (i % 100) / 100.0 + more, 5})
                .toList();
    }

    @Test
    void a_trace_without_anything_has_numbers_too() {
        assertThat(Features.of(List.of(), Instant.EPOCH, 3))
                .hasSameSizeAs(
                        Features.of(Distinguisher.trace(7, false, true, Duration.ofMinutes(6)), Instant.EPOCH, 3));
    }
}
