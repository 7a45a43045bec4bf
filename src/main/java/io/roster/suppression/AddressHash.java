package io.roster.suppression;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an address, or a domain, is recognised by where it must not be kept: an HMAC-SHA256 under the service's key. */
record AddressHash(byte[] bytes) implements Comparable<AddressHash> {
    @Override
    public int compareTo(AddressHash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt(); // any part of a MAC is as good as a hash of it
    }

    @Override
    public String toString() {
        return "AddressHash";
    }
}
