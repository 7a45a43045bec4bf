package io.roster.search.index;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/** All tokens of a document one after another, for the index to read them without an object each. */
final class TokenBuffer extends TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final BytesRef token = new BytesRef();
    private byte[] bytes = new byte[2_048];
    private int[] ends = new int[256];
    private int count;
    private int at;

    /** Adds the token that is {@code head} and a part of {@code text}. */
    void add(byte[] head, byte[] text, int from, int to) {
        int start = count == 0 ? 0 : ends[count - 1];
        int end = start + head.length + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        System.arraycopy(head, 0, bytes, start, head.length);
        System.arraycopy(text, from, bytes, start + head.length, to - from);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = end;
    }

    void add(BytesRef whole) {
        add(new byte[0], whole.bytes, whole.offset, whole.offset + whole.length);
    }

    @Override
    public boolean incrementToken() {
        if (at == count) {
            return false;
        }
        clearAttributes();
        token.bytes = bytes;
        token.offset = at == 0 ? 0 : ends[at - 1];
        token.length = ends[at++] - token.offset;
        term.setBytesRef(token);
        return true;
    }

    @Override
    public void reset() {
        at = 0;
    }
}
