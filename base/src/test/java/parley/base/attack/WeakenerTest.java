package parley.base.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.attack.Weakening.Word;

/** A weakened class differs in the line that was named, and in nothing else. */
class WeakenerTest {
    private static final String FILE = "base/Hash.java";
    private static final String CHECK = "if (value.size() != SIZE)";

    private static Class<?> hash(Word word, String text) throws Exception {
        return new WeakenedLoader(WeakenerTest.class.getClassLoader(), List.of(new Weakening(FILE, word, text)))
                .loadClass(Hash.class.getName());
    }

    /** A hash of so many bytes, of a class that was loaded anew. */
    private static Object ofSize(Class<?> hash, int size) throws Exception {
        Class<?> bytes = hash.getClassLoader().loadClass(Bytes.class.getName());
        Object value = bytes.getMethod("wrap", byte[].class).invoke(null, (Object) new byte[size]);
        return hash.getConstructor(bytes).newInstance(value);
    }

    private static Object ofNothing(Class<?> hash) throws Exception {
        Class<?> bytes = hash.getClassLoader().loadClass(Bytes.class.getName());
        return hash.getMethod("of", String.class, bytes.arrayType())
                .invoke(null, "test", java.lang.reflect.Array.newInstance(bytes, 0));
    }

    @Test
    void a_condition_that_is_skipped_never_holds() throws Exception {
        assertThat(ofSize(hash(Word.SKIPS, CHECK), 5)).hasToString("00000000");
        assertThatThrownBy(() -> new Hash(Bytes.wrap(new byte[5]))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_condition_that_is_entered_always_holds() throws Exception {
        Class<?> hash = hash(Word.ENTERS, CHECK);
        assertThatThrownBy(() -> ofSize(hash, Hash.SIZE))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_call_that_is_dropped_is_not_made() throws Exception {
        String whole = Hash.of("test").toHex();
        assertThat(ofNothing(hash(Word.SKIPS, CHECK)).getClass().getClassLoader())
                .isInstanceOf(WeakenedLoader.class);
        assertThat(hex(ofNothing(hash(Word.SKIPS, CHECK)))).isEqualTo(whole);
        assertThat(hex(ofNothing(hash(Word.DROPS, "digest.update(label);")))).isNotEqualTo(whole);
    }

    private static Object hex(Object hash) throws ReflectiveOperationException {
        return hash.getClass().getMethod("toHex").invoke(hash);
    }

    @Test
    void a_method_that_denies_answers_nothing() throws Exception {
        assertThat(hex(ofNothing(hash(Word.DENIES, "return value.toHex();")))).isNull();
        assertThat(hex(ofNothing(hash(Word.DENIES, "public String toHex()")))).isNull();
    }

    @Test
    void what_answers_no_boolean_can_not_affirm() {
        assertThatThrownBy(() -> hash(Word.AFFIRMS, "return value.toHex();"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("neither true nor false");
    }

    @Test
    void a_text_must_stand_on_one_line() {
        assertThatThrownBy(() -> hash(Word.SKIPS, "no such text"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 lines");
        assertThatThrownBy(() -> hash(Word.SKIPS, "return"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lines instead of one");
    }
}
