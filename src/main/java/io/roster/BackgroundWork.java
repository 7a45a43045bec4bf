package io.roster;

import io.micrometer.core.instrument.MeterRegistry;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.customfield.CustomFieldPurge;
import io.roster.db.TableStatistics;
import io.roster.enrichment.AddressCheck;
import io.roster.enrichment.BuiltIn;
import io.roster.enrichment.CircuitBreaker;
import io.roster.enrichment.DnsMailDomains;
import io.roster.enrichment.Enrichment;
import io.roster.enrichment.HttpProvider;
import io.roster.idempotency.ExpiredAnswers;
import io.roster.importing.Restraint;
import io.roster.importing.UploadSweep;
import io.roster.scoring.Recompute;
import io.roster.search.local.SearchIndexes;
import io.roster.trace.Tracing;
import io.roster.webhook.RetrySchedule;
import io.roster.webhook.WebhookSender;
import io.roster.work.Rounds;
import io.roster.work.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts all that goes on behind the requests. */
final class BackgroundWork {
    private static final Duration ENRICHMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ENRICHMENT_REST = Duration.ofSeconds(30);

    private BackgroundWork() {}

    static void start(
            Opened opened,
            Essentials made,
            Features features,
            SearchIndexes indexes,
            Restraint restraint,
            MeterRegistry meters,
            Tracing tracing) {
        startRounds(opened, made);
        opened.add(new Workers(
                        made.database(),
                        made.random(),
                        made.clock(),
                        made.ids(),
                        List.of(
                                features.importing()
                                        .work(
                                                features.customFields(),
                                                features.contacts(),
                                                NimbusErrors::code,
                                                indexes::grown,
                                                restraint,
                                                made.clock()),
                                new Recompute(made.database(), features.contacts()),
                                enrichment(opened, made, features))))
                .measure(meters)
                .trace(tracing)
                .start();
        opened.add(new WebhookSender(
                        made.database(),
                        made.ids().next(),
                        features.changes().bells().senders(),
                        features.changes().hosts(),
                        RetrySchedule.standard(made.random()),
                        made.clock()))
                .measure(meters)
                .trace(tracing)
                .start();
    }

    private static void startRounds(Opened opened, Essentials made) {
        ExpiredAnswers answers = new ExpiredAnswers(made.database(), made.clock());
        TableStatistics statistics = new TableStatistics(made.database());
        CustomFieldPurge purge = new CustomFieldPurge(made.database());
        UploadSweep uploads = new UploadSweep(made.database(), made.clock());
        opened.add(Rounds.start("expired-answers", Duration.ofMinutes(1), () -> answers.deleteSome() > 0));
        opened.add(Rounds.start("table-statistics", Duration.ofSeconds(2), () -> {
            statistics.renew();
            return false;
        }));
        opened.add(Rounds.start("custom-field-purge", Duration.ofSeconds(2), purge::runBatch));
        opened.add(Rounds.start("upload-sweep", Duration.ofMinutes(5), uploads::sweep));
    }

    private static Enrichment enrichment(Opened opened, Essentials made, Features features) {
        EnrichSettings settings = made.config().enrich();
        AddressCheck addresses = settings.dns() ? new AddressCheck(new DnsMailDomains()) : AddressCheck.offline();
        Optional<HttpProvider> service = settings.url()
                .map(address -> opened.add(new HttpProvider(
                        address,
                        settings.secret(),
                        ENRICHMENT_TIMEOUT,
                        new CircuitBreaker(made.clock(), ENRICHMENT_REST))));
        return new Enrichment(
                made.database(),
                features.contacts(),
                features.addresses().globalContacts(),
                new BuiltIn(addresses),
                service);
    }
}
