package io.roster.filter;

import io.roster.db.SqlText;
import io.roster.filter.FilterField.Table;
import io.roster.text.Folding;
import io.roster.text.NearBeginning;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A filter as a condition in SQL over the tables of {@link Table}. SQL's third truth value counts as false wherever no
 * negation is above it, and is turned into false where one is: so plain comparisons stay plain, and indexes can serve
 * them.
 */
public final class FilterSql {
    private final SqlText sql;
    private final Set<Table> tables = EnumSet.of(Table.CONTACT);

    private FilterSql(SqlText sql) {
        this.sql = sql;
    }

    /** Writes the condition, in parentheses of its own, and tells which tables it reads. */
    public static Set<Table> write(Filter filter, SqlText sql) {
        FilterSql writer = new FilterSql(sql);
        writer.write(filter, false);
        return writer.tables;
    }

    private void write(Filter filter, boolean negated) {
        switch (filter) {
            case Filter.All all -> joined(all.filters(), " and ", "true", negated);
            case Filter.Any any -> joined(any.filters(), " or ", "false", negated);
            case Filter.Not not -> {
                sql.add("(not ");
                write(not.filter(), true);
                sql.add(")");
            }
            case Filter.Test test -> test(test, negated);
            case Filter.HasWords words -> words(words);
        }
    }

    private void joined(List<Filter> filters, String operator, String none, boolean negated) {
        sql.add(filters.isEmpty() ? none : "(");
        for (int i = 0; i < filters.size(); i++) {
            sql.add(i == 0 ? "" : operator);
            write(filters.get(i), negated);
        }
        sql.add(filters.isEmpty() ? "" : ")");
    }

    private void test(Filter.Test test, boolean negated) {
        tables.add(test.field().table());
        if (test.operator() == Operator.IS_EMPTY) {
            empty(test.field());
            return;
        }
        boolean coalesced = negated && !test.field().isRequired();
        sql.add(coalesced ? "coalesce(" : "(");
        switch (test.field().type()) {
            case TEXTS -> texts(test);
            case CHOICES -> choices(test);
            case TEXT, NUMBER, BOOLEAN, TIME, DATE, ID -> scalar(test);
        }
        sql.add(coalesced ? ", false)" : ")");
    }

    private void scalar(Filter.Test test) {
        switch (test.operator()) {
            case CONTAINS -> like(test, "%", "%");
            case STARTS_WITH -> like(test, "", "%");
            case ENDS_WITH -> like(test, "%", "");
            case IN -> {
                test.field().write(sql);
                sql.add(" = any(")
                        .array(test.field().type().sql(), (Collection<?>) test.value())
                        .add(")");
            }
            case EQ -> compared(test, " = ");
            case GT -> compared(test, " > ");
            case GTE -> compared(test, " >= ");
            case LT -> compared(test, " < ");
            case LTE -> compared(test, " <= ");
            case IS_EMPTY -> throw new IllegalStateException("written elsewhere");
        }
    }

    private void compared(Filter.Test test, String comparison) {
        test.field().write(sql);
        sql.add(comparison).value(test.field().type().sql(), test.value());
    }

    /** In lower case on both sides; what LIKE takes for a pattern is escaped. */
    private void like(Filter.Test test, String before, String after) {
        String value = (String) test.value();
        boolean lowerCase = test.field().isLowerCase();
        sql.add(lowerCase ? "" : "roster_fold(");
        test.field().write(sql);
        String folded = lowerCase ? value.toLowerCase(Locale.ROOT) : Folding.fold(value);
        String pattern = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        sql.add(lowerCase ? " like " : ") like ").value("text", before + pattern + after);
    }

    private void texts(Filter.Test test) {
        List<?> values = test.value() instanceof List<?> list ? list : List.of(test.value());
        test.field().write(sql);
        sql.add(test.operator() == Operator.IN ? " && " : " @> ").array("text", values);
        if (test.operator() == Operator.EQ) {
            sql.add(" and ");
            test.field().write(sql);
            sql.add(" <@ ").array("text", values);
        }
    }

    private void choices(Filter.Test test) {
        List<?> values = test.value() instanceof List<?> list ? list : List.of(test.value());
        test.field().write(sql);
        sql.add(test.operator() == Operator.IN ? " ??| " : " ??& ").array("text", values);
        if (test.operator() == Operator.EQ) {
            sql.add(" and ");
            test.field().write(sql);
            sql.add(" <@ to_jsonb(").array("text", values).add(")");
        }
    }

    /** What is seen doesn't matter here: what is stored does. */
    private void empty(FilterField field) {
        switch (field.type()) {
            case TEXTS -> {
                sql.add("(cardinality(");
                field.writeStored(sql);
                sql.add(") = 0)");
            }
            case CHOICES -> {
                sql.add("(coalesce(jsonb_array_length(");
                field.writeStored(sql);
                sql.add("), 0) = 0)");
            }
            case TEXT -> {
                sql.add("(coalesce(");
                field.writeStored(sql);
                sql.add(", '') = '')");
            }
            case NUMBER, BOOLEAN, TIME, DATE, ID -> {
                sql.add("(");
                field.writeStored(sql);
                sql.add(" is null)");
            }
        }
    }

    private void words(Filter.HasWords words) {
        tables.add(Table.COMPANY);
        sql.add("(");
        for (int i = 0; i < words.beginnings().size(); i++) {
            String beginning = words.beginnings().get(i);
            boolean near = words.tolerant() && NearBeginning.takes(beginning);
            sql.add(i == 0 ? "(" : " and (");
            word("c.words", beginning, near);
            sql.add(" or ");
            word("coalesce(co.words, '')", beginning, near);
            sql.add(")");
        }
        sql.add(")");
    }

    /** A word begins where the line of words has a blank; words have nothing in them that LIKE takes for a pattern. */
    private void word(String line, String beginning, boolean near) {
        if (!near) {
            sql.add(line).add(" like ").value("text", "% " + beginning + "%");
            return;
        }
        NearBeginning typed = new NearBeginning(beginning);
        sql.add("(").add(line).add(" like any(").array("text", typed.hints());
        sql.add(") and ").add(line).add(" ~ ").value("text", typed.expression()).add(")");
    }
}
