package io.roster.enrichment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on a free port, which knows what it is told, and like many refuses to tell all of a name at once. */
final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> known = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    NameServer() throws IOException {
        this(true);
    }

    private NameServer(boolean answers) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        if (answers) {
            Thread.ofVirtual().start(this::serve);
        }
    }

    /** One that takes questions and says nothing. */
    static NameServer silent() {
        try {
            return new NameServer(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a URL of JNDI's. */
    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** Adds records, written as in a zone file. */
    void knows(String... lines) {
        for (String line : lines) {
            try (Master file = new Master(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)))) {
                known.add(file.nextRecord());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void fail() {
        failing = true;
    }

    void recover() {
        failing = false;
    }

    /** The questions so far: name and kind. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private Message answer(Message question) {
        Record wanted = question.getQuestion();
        asked.add(wanted.getName() + " " + Type.string(wanted.getType()));
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(wanted, Section.QUESTION);
        if (failing) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (wanted.getType() == Type.ANY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
        } else if (of(wanted.getName()).isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            addAnswers(answer, wanted.getName(), wanted.getType());
        }
        return answer;
    }

    private void addAnswers(Message answer, Name name, int type) {
        for (Record one : of(name)) {
            if (one.getType() == Type.CNAME) {
                answer.addRecord(one, Section.ANSWER);
                addAnswers(answer, ((CNAMERecord) one).getTarget(), type);
            } else if (one.getType() == type) {
                answer.addRecord(one, Section.ANSWER);
            }
        }
    }

    private List<Record> of(Name name) {
        return known.stream()
                .filter(one -> one.getName().equals(name) && one.getDClass() == DClass.IN)
                .toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
