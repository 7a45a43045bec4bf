package io.roster.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PointValues.IntersectVisitor;
import org.apache.lucene.index.PointValues.PointTree;
import org.apache.lucene.index.PointValues.Relation;

/** Counts the points between two bounds, without a look at those that lie in the middle. */
final class PointCount {
    private final byte[] least;
    private final byte[] greatest;
    private int count;

    PointCount(byte[] least, byte[] greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    int of(PointValues values) throws IOException {
        add(values.getPointTree());
        return count;
    }

    private void add(PointTree tree) throws IOException {
        switch (relation(tree.getMinPackedValue(), tree.getMaxPackedValue())) {
            case CELL_INSIDE_QUERY -> count += Math.toIntExact(tree.size());
            case CELL_OUTSIDE_QUERY -> {}
            case CELL_CROSSES_QUERY -> {
                if (tree.moveToChild()) {
                    do {
                        add(tree);
                    } while (tree.moveToSibling());
                    tree.moveToParent();
                } else {
                    tree.visitDocValues(new OneByOne());
                }
            }
        }
    }

    private Relation relation(byte[] from, byte[] to) {
        if (Arrays.compareUnsigned(from, greatest) > 0 || Arrays.compareUnsigned(to, least) < 0) {
            return Relation.CELL_OUTSIDE_QUERY;
        }
        boolean inside = Arrays.compareUnsigned(from, least) >= 0 && Arrays.compareUnsigned(to, greatest) <= 0;
        return inside ? Relation.CELL_INSIDE_QUERY : Relation.CELL_CROSSES_QUERY;
    }

    private final class OneByOne implements IntersectVisitor {
        @Override
        public void visit(int document) {
            count++;
        }

        @Override
        public void visit(int document, byte[] value) {
            boolean inside = Arrays.compareUnsigned(value, least) >= 0 && Arrays.compareUnsigned(value, greatest) <= 0;
            count += inside ? 1 : 0;
        }

        @Override
        public Relation compare(byte[] from, byte[] to) {
            return relation(from, to);
        }
    }
}
