package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Role;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Words;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Whoever accepts new Rules reads everything that is new in them: a rule that no row shows could be slipped in beside another. */
class RulesTextTest {
    private static final Rules RULES = Rules.standard().withPauses(new Pauses(List.of(Role.MEDIATOR), 7, 14));

    /** What lists hold can't be seen from their type. */
    private static final Map<String, List<?>> OTHER_LISTS = Map.of(
            "languages", List.of("de"),
            "founders", List.of(Role.GUARANTOR),
            "voters", List.of(Role.GUARANTOR),
            "deadlineVoices", List.of(Role.GUARANTOR),
            "suspenders", List.of(Role.GUARANTOR),
            "mediaLines", List.of(new MediaLine("de", "Wir haben uns getroffen.")),
            "recordLevels", Collections.nCopies(Rules.LEAST_LEVELS, RecordLevel.NEVER));

    private static final Page PAGE = new Page(
            new Words(new Look(Language.ENGLISH, true, ZoneId.of("UTC"))),
            new Page.Frame("", "", "title.enter", Optional.empty(), List.of(), Optional.empty(), Optional.empty()));

    @Test
    void everyRuleThatIsAnotherShowsInSomeRow() throws ReflectiveOperationException {
        for (Changed one : changed("", RULES)) {
            if (!one.path().equals(".version")) {
                assertThat(RulesText.of(PAGE, (Rules) one.value(), RoomKind.CAUCUS, Optional.of(RULES)))
                        .as(one.path())
                        .anyMatch(row -> row.before().isPresent());
            }
        }
    }

    /** A record in which one value, at this path, is another. */
    private record Changed(String path, Object value) {}

    private static List<Changed> changed(String path, Object of) throws ReflectiveOperationException {
        RecordComponent[] fields = of.getClass().getRecordComponents();
        List<Changed> all = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            Object value = fields[i].getAccessor().invoke(of);
            for (Changed other : others(path + "." + fields[i].getName(), fields[i].getName(), value)) {
                all.add(new Changed(other.path(), with(of, fields, i, other.value())));
            }
        }
        return all;
    }

    private static List<Changed> others(String path, String name, Object value) throws ReflectiveOperationException {
        return switch (value) {
            case Record record -> changed(path, record);
            case Integer number -> List.of(new Changed(path, number + 1));
            case Long number -> List.of(new Changed(path, number + 1));
            case Boolean yes -> List.of(new Changed(path, !yes));
            case String _ -> List.of(new Changed(path, "Otherwise."));
            case Enum<?> word ->
                Arrays.stream(word.getDeclaringClass().getEnumConstants())
                        .filter(one -> !one.equals(word))
                        .map(one -> new Changed(path, one))
                        .toList();
            case List<?> _ -> List.of(new Changed(path, Objects.requireNonNull(OTHER_LISTS.get(name))));
            default -> throw new AssertionError("how is " + path + " changed?");
        };
    }

    private static Object with(Object of, RecordComponent[] fields, int at, Object value)
            throws ReflectiveOperationException {
        Object[] values = new Object[fields.length];
        Class<?>[] types = new Class<?>[fields.length];
        for (int i = 0; i < fields.length; i++) {
            types[i] = fields[i].getType();
            values[i] = i == at ? value : fields[i].getAccessor().invoke(of);
        }
        var made = of.getClass().getDeclaredConstructor(types);
        return made.newInstance(values);
    }
}
