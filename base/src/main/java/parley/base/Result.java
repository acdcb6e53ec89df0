package parley.base;

import java.util.function.Function;

/** What came of asking: a value, or the reason why not. Expected failure is a value; exceptions are for broken programs. */
public sealed interface Result<T> {
    /** It was done. */
    record Done<T>(T value) implements Result<T> {}

    /** It was not done, and nothing changed. */
    record Refused<T>(Refusal why) implements Result<T> {}

    static <T> Result<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Result<T> refused(String key, Object... parts) {
        return new Refused<>(Refusal.of(key, parts));
    }

    static <T> Result<T> refused(Refusal why) {
        return new Refused<>(why);
    }

    default <R> Result<R> then(Function<? super T, Result<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal why) -> new Refused<>(why);
        };
    }

    default <R> Result<R> map(Function<? super T, R> change) {
        return then(value -> new Done<>(change.apply(value)));
    }

    default boolean isDone() {
        return this instanceof Done<T>;
    }

    /** The value, where a refusal would be a programmer's error. */
    default T orThrow() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case Refused<T>(Refusal why) ->
                throw new IllegalStateException("refused: " + why.key() + " " + why.parts());
        };
    }
}
