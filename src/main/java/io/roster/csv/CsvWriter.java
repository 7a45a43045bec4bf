package io.roster.csv;

import java.util.Iterator;
import java.util.List;

/** Writes CSV (RFC 4180: commas, CRLF), its cells defused. */
public final class CsvWriter {
    private final StringBuilder text = new StringBuilder();

    public CsvWriter row(List<String> cells) {
        Iterator<String> each = cells.iterator();
        while (each.hasNext()) {
            text.append(Cells.quoted(Cells.defused(each.next()), ','));
            if (each.hasNext()) {
                text.append(',');
            }
        }
        text.append("\r\n");
        return this;
    }

    /** What was written since this was asked last. */
    public String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
