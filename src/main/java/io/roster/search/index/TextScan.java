package io.roster.search.index;

import io.roster.filter.Operator;
import java.util.Optional;

/** Looks for a folded text in texts as bytes, as long as these are ASCII: most are, and it takes no object a text. */
final class TextScan {
    private static final Optional<Boolean> FOUND = Optional.of(true);
    private static final Optional<Boolean> NOT_FOUND = Optional.of(false);

    private final Operator operator;
    private final byte[] part;
    private final boolean folds;

    TextScan(Operator operator, byte[] part, boolean folds) {
        this.operator = operator;
        this.part = part;
        this.folds = folds;
    }

    /** Whether the part is there; empty where the text has other characters, so that it takes a closer look. */
    Optional<Boolean> isIn(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return Optional.empty();
            }
        }
        int last = to - part.length;
        if (last < from) {
            return NOT_FOUND;
        }
        int first = operator == Operator.ENDS_WITH ? last : from;
        int end = operator == Operator.STARTS_WITH ? from : last;
        for (int at = first; at <= end; at++) {
            if (isAt(bytes, at)) {
                return FOUND;
            }
        }
        return NOT_FOUND;
    }

    private boolean isAt(byte[] bytes, int at) {
        for (int i = 0; i < part.length; i++) {
            byte seen = bytes[at + i];
            if (folds && seen >= 'A' && seen <= 'Z') {
                seen = (byte) (seen + ('a' - 'A'));
            }
            if (seen != part[i]) {
                return false;
            }
        }
        return true;
    }
}
