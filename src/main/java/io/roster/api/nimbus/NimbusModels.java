package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.filter.WrittenFilter;
import io.roster.id.IdKind;
import io.roster.scoring.IcpModel;
import io.roster.scoring.Scoring;
import io.roster.scoring.ScoringModel;
import io.roster.work.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS endpoints of the scoring model and the ICP model. */
final class NimbusModels {
    private static final WrittenFilter EVERYBODY = new WrittenFilter(List.of(), WrittenFilter.AND);
    private static final Set<String> EVENT_TYPES = Set.of(
            "email_sent",
            "email_delivered",
            "email_opened",
            "email_clicked",
            "email_replied",
            "email_bounced",
            "email_unsubscribed",
            "email_complained",
            "reply_classified");
    private static final int MOST = 1_000_000;

    private final Database database;
    private final Scoring scoring;

    NimbusModels(Database database, Scoring scoring) {
        this.database = database;
        this.scoring = scoring;
    }

    Reply scoringModel(Call call) {
        call.query().allowOnly(Set.of());
        ScoringModel model =
                database.read(tx -> scoring.scoringModel(tx, call.caller().workspaceId()));
        return Reply.json(200, JsonOut.write(out -> write(out, model)));
    }

    Reply replaceScoringModel(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.body());
        List<ScoringModel.Rule> rules = new ArrayList<>();
        for (Fields line : body.objects("rules").required()) {
            rules.add(new ScoringModel.Rule(
                    line.text("name").required().strip(),
                    number(line.place("points"), line.integer("points").required()),
                    NimbusFilters.read(line, EVERYBODY)));
            line.refuseOthers(Set.of());
        }
        ScoringModel model = new ScoringModel(rules, eventPoints(body), numbers(body.object("grades")));
        body.refuseOthers(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        return call.write(tx -> queued(scoring.replace(tx, workspaceId, model)));
    }

    Reply icpModel(Call call) {
        call.query().allowOnly(Set.of());
        IcpModel model = database.read(tx -> scoring.icpModel(tx, call.caller().workspaceId()));
        return Reply.json(200, JsonOut.write(out -> write(out, model)));
    }

    Reply replaceIcpModel(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.body());
        List<IcpModel.Tier> tiers = new ArrayList<>();
        for (Fields line : body.objects("tiers").required()) {
            tiers.add(new IcpModel.Tier(line.text("tier").required(), NimbusFilters.read(line, EVERYBODY)));
            line.refuseOthers(Set.of());
        }
        body.refuseOthers(Set.of());
        IcpModel model = new IcpModel(tiers);
        UUID workspaceId = call.caller().workspaceId();
        return call.write(tx -> queued(scoring.replace(tx, workspaceId, model)));
    }

    Reply recompute(Call call) {
        call.query().allowOnly(Set.of());
        UUID id = IdKind.RECOMPUTE.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Recompute"));
        return reply(
                200, database.read(tx -> scoring.recompute(tx, call.caller().workspaceId(), id)));
    }

    private static Map<String, Integer> eventPoints(Fields body) {
        Map<String, Integer> points = numbers(body.object("event_points"));
        for (String type : points.keySet()) {
            if (!EVENT_TYPES.contains(type)) {
                throw Failure.invalid("event_points." + type, "There is no event type %s".formatted(type));
            }
        }
        return points;
    }

    private static Map<String, Integer> numbers(Given<Fields> given) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        given.value().ifPresent(fields -> {
            for (String name : List.copyOf(fields.names())) {
                numbers.put(
                        name, number(fields.place(name), fields.integer(name).required()));
            }
        });
        return numbers;
    }

    private static int number(String place, long number) {
        if (number < -MOST || number > MOST) {
            throw Failure.invalid(place, "%s is out of range".formatted(place));
        }
        return (int) number;
    }

    private static void write(JsonOut out, ScoringModel model) {
        out.object(fields -> {
            fields.array(
                    "rules",
                    model.rules(),
                    rule -> out.object(line -> {
                        line.text("name", rule.name()).integer("points", rule.points());
                        NimbusFilters.write(line, rule.filter());
                    }));
            fields.object("event_points", points -> model.eventPoints().forEach(points::integer));
            fields.object("grades", grades -> model.grades().forEach(grades::integer));
        });
    }

    private static void write(JsonOut out, IcpModel model) {
        out.object(fields -> fields.array(
                "tiers",
                model.tiers(),
                tier -> out.object(line -> {
                    line.text("tier", tier.tier());
                    NimbusFilters.write(line, tier.filter());
                })));
    }

    private static Reply queued(Job job) {
        return reply(202, job).with("Location", "/api/v1/recomputes/" + IdKind.RECOMPUTE.format(job.id()) + "/");
    }

    private static Reply reply(int status, Job job) {
        return Reply.json(
                status,
                JsonOut.write(out -> out.object(fields -> {
                    fields.text("id", IdKind.RECOMPUTE.format(job.id()));
                    fields.text("status", job.status().wire());
                    fields.text("model", String.valueOf(job.payload().getOrDefault("model", "scoring")));
                    for (String name : List.of("total", "processed", "changed")) {
                        fields.integer(name, job.progress().get(name) instanceof Number n ? n.longValue() : 0);
                    }
                    fields.instant("created_at", job.createdAt());
                    fields.instant("started_at", job.startedAt());
                    fields.instant("finished_at", job.finishedAt());
                })));
    }
}
