package io.roster;

import io.roster.changelog.Bells;
import io.roster.changelog.ChangeFeed;
import io.roster.changelog.ChangeHistory;
import io.roster.changelog.ChangeLog;
import io.roster.changelog.LogEpoch;
import io.roster.changelog.QuietChanges;
import io.roster.webhook.Hosts;
import io.roster.webhook.Webhooks;
import java.net.InetAddress;

/** The change log and its readers. */
public record Changes(
        LogEpoch epoch,
        Bells bells,
        ChangeLog log,
        QuietChanges quiet,
        ChangeHistory history,
        ChangeFeed feed,
        Hosts hosts,
        Webhooks webhooks) {
    static Changes wire(Essentials made) {
        LogEpoch epoch = LogEpoch.of(made.database());
        Bells bells = new Bells();
        Hosts hosts = new Hosts(InetAddress::getAllByName, made.config().webhookAllowPrivate());
        return new Changes(
                epoch,
                bells,
                new ChangeLog(epoch, made.ids(), bells),
                new QuietChanges(epoch),
                new ChangeHistory(epoch),
                new ChangeFeed(made.database(), epoch, bells),
                hosts,
                new Webhooks(hosts, bells.senders(), made.ids(), made.random(), made.clock()));
    }
}
