package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a JSON object says of one of its fields: nothing, null, or a value. */
public sealed interface Given<T> {
    /** The field is not there: a PATCH leaves it alone. */
    record Absent<T>(String place) implements Given<T> {}

    /** The field is null: a PATCH clears it. */
    record Null<T>(String place) implements Given<T> {}

    record Value<T>(String place, T it) implements Given<T> {}

    /** Where the field is, or would be: {@code contacts[3].email}. */
    String place();

    /** Whether the field is there, null or not. */
    default boolean isGiven() {
        return !(this instanceof Absent);
    }

    /** The value, where there is one and it is not null. */
    default Optional<T> value() {
        return this instanceof Value<T> value ? Optional.of(value.it) : Optional.empty();
    }

    /** The value, or null where it is null or not there. */
    default @Nullable T orNull() {
        return this instanceof Value<T> value ? value.it : null;
    }

    /** What a field is after a PATCH: what was given, a null too, and {@code current} where nothing was. */
    default @Nullable T over(@Nullable T current) {
        return isGiven() ? orNull() : current;
    }

    /** The value of a field that must be there, and not null. */
    default T required() {
        return value().orElseThrow(() -> Failure.invalid(place(), "%s is required".formatted(place())));
    }

    /** Calls {@code use} with the value, or with null where the field is null; not at all where it is not there. */
    default void ifGiven(Consumer<@Nullable T> use) {
        if (isGiven()) {
            use.accept(orNull());
        }
    }

    /** The same of another type; {@code change} sees a value only. */
    default <R> Given<R> map(Function<T, R> change) {
        return switch (this) {
            case Absent<T>(String place) -> new Absent<>(place);
            case Null<T>(String place) -> new Null<>(place);
            case Value<T>(String place, T it) -> new Value<>(place, change.apply(it));
        };
    }
}
