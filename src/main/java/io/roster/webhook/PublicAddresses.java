package io.roster.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public internet from those that lead to this machine, its network or its cloud's own services. The
 * lists are the IANA special-purpose address registries; {@link InetAddress} knows only some of them.
 */
final class PublicAddresses {
    private record Range(BigInteger start, int bits, int length) {
        static Range of(String text) {
            String[] parts = text.split("/", -1);
            byte[] start = InetAddress.ofLiteral(parts[0]).getAddress();
            return new Range(new BigInteger(1, start), start.length * 8, Integer.parseInt(parts[1]));
        }

        boolean contains(BigInteger address) {
            return address.xor(start).shiftRight(bits - length).signum() == 0;
        }
    }

    private static final List<Range> NOT_PUBLIC_V4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT; some clouds' metadata
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's own services
            "169.254.0.0/16", // link-local; most clouds' metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments; a cloud's metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** All that is global unicast. Outside it are loopback, IPv4-mapped, NAT64, unique local, link-local and multicast. */
    private static final Range GLOBAL_V6 = Range.of("2000::/3");

    private static final List<Range> NOT_PUBLIC_V6 = ranges(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which carries any IPv4 address
            "3fff::/20"); // documentation

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        BigInteger number = new BigInteger(1, address.getAddress());
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(number));
        }
        return GLOBAL_V6.contains(number) && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(number));
    }

    private static List<Range> ranges(String... texts) {
        return List.of(texts).stream().map(Range::of).toList();
    }
}
