package io.roster.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where the hosts of webhooks are, as far as they may be sent to. */
public final class Hosts {
    /** Looks a host up; {@link InetAddress#getAllByName} but in tests. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The host is there, but nothing that this server may send to. */
    static final class Forbidden extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Forbidden(InetAddress address) {
            super("the address " + address.getHostAddress() + " is not one of the public internet");
        }
    }

    private final Resolver resolver;
    private final boolean allowPrivate;

    public Hosts(Resolver resolver, boolean allowPrivate) {
        this.resolver = resolver;
        this.allowPrivate = allowPrivate;
    }

    /** All addresses of {@code host}; one that is forbidden forbids it, for whoever sets it up could take any of them. */
    InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (!allowPrivate) {
            for (InetAddress address : addresses) {
                if (!PublicAddresses.isPublic(address)) {
                    throw new Forbidden(address);
                }
            }
        }
        return Arrays.copyOf(addresses, addresses.length);
    }
}
