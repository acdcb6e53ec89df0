package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parley.node.words.Catalogue;
import parley.node.words.Language;
import parley.protocol.seat.Fact;

/** Whatever is found wrong, and whatever shows it, is said in whole sentences. */
final class AlarmsTest {
    @Test
    void every_alarm_has_its_sentences_whatever_showed_it() {
        Set<String> missing = new TreeSet<>();
        for (Fact.AlarmKind kind : Fact.AlarmKind.values()) {
            for (Fact.Source shown : Fact.Source.values()) {
                for (String part : List.of(".title", ".happened", ".safe", ".todo")) {
                    String key = Alarms.key(kind, shown) + part;
                    if (Catalogue.of(Language.ENGLISH).pattern(key).isEmpty()) {
                        missing.add(key);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void what_no_entry_showed_speaks_of_none() {
        assertThat(Alarms.key(Fact.AlarmKind.OTHER_HISTORY, Fact.Source.LOG)).isEqualTo("alarm.other-history");
        Alarms.ELSEWHERE.forEach((kind, sources) -> assertThat(sources)
                .allSatisfy(
                        shown -> assertThat(Alarms.key(kind, shown)).isNotEqualTo(Alarms.key(kind, Fact.Source.LOG))));
    }
}
