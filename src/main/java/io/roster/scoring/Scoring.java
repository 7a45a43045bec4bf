package io.roster.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.filter.Activity;
import io.roster.filter.Condition;
import io.roster.filter.Filter;
import io.roster.filter.WrittenFilter;
import io.roster.id.UuidV7;
import io.roster.segment.Segments;
import io.roster.work.Job;
import io.roster.work.Jobs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models by which a workspace scores and tiers its contacts. */
public final class Scoring {
    /** The kind of job that applies changed models to all contacts of a workspace. */
    public static final String RECOMPUTE = "recompute";

    private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);
    private static final UUID DEFAULTS = new UUID(0, 0);
    private static final int MAX_WORKSPACES_IN_MEMORY = 10_000;
    private static final Set<String> DECIDED = Set.of("lead_score", "grade");

    /** A scorer, good as long as the models and the custom fields are those that it was made of. */
    private record Made(UUID version, CustomFieldSet fields, Scorer scorer) {}

    private final ScoringStore store = new ScoringStore();
    private final Cache<UUID, Made> scorers =
            Caffeine.newBuilder().maximumSize(MAX_WORKSPACES_IN_MEMORY).build();
    private final CustomFields customFields;
    private final Segments segments;
    private final Jobs jobs;
    private final UuidV7 ids;

    public Scoring(CustomFields customFields, Segments segments, Jobs jobs, UuidV7 ids) {
        this.customFields = customFields;
        this.segments = segments;
        this.jobs = jobs;
        this.ids = ids;
    }

    public ScoringModel scoringModel(Tx tx, UUID workspaceId) {
        return store.find(tx, workspaceId)
                .flatMap(stored -> Optional.ofNullable(stored.scoring()))
                .orElse(DefaultModels.SCORING);
    }

    public IcpModel icpModel(Tx tx, UUID workspaceId) {
        return store.find(tx, workspaceId)
                .flatMap(stored -> Optional.ofNullable(stored.icp()))
                .orElse(DefaultModels.ICP);
    }

    /** Replaces the model; all contacts are scored anew by the job that is answered. */
    public Job replace(Tx tx, UUID workspaceId, ScoringModel model) {
        customFields.forWriting(tx, workspaceId);
        for (int i = 0; i < model.rules().size(); i++) {
            check(
                    tx,
                    workspaceId,
                    "rules[%d]".formatted(i),
                    model.rules().get(i).filter(),
                    DECIDED);
        }
        store.putScoring(tx, workspaceId, ids.next(), model);
        return recompute(tx, workspaceId, Map.of("model", "scoring"));
    }

    public Job replace(Tx tx, UUID workspaceId, IcpModel model) {
        customFields.forWriting(tx, workspaceId);
        for (int i = 0; i < model.tiers().size(); i++) {
            check(
                    tx,
                    workspaceId,
                    "tiers[%d]".formatted(i),
                    model.tiers().get(i).filter(),
                    Set.of("lead_score", "grade", "icp_tier"));
        }
        store.putIcp(tx, workspaceId, ids.next(), model);
        return recompute(tx, workspaceId, Map.of("model", "icp"));
    }

    /** The job that scores contacts anew: all of them, or those of the company that {@code what} names. */
    public Job recompute(Tx tx, UUID workspaceId, Map<String, Object> what) {
        return jobs.queue(tx, workspaceId, RECOMPUTE, what);
    }

    public Job recompute(Tx tx, UUID workspaceId, UUID id) {
        return jobs.find(tx, workspaceId, RECOMPUTE, id).orElseThrow(() -> Failure.notFound("Recompute"));
    }

    /** The models in force, for contacts that have {@code fields}. */
    public Scorer scorer(Tx tx, UUID workspaceId, CustomFieldSet fields) {
        UUID version = store.version(tx, workspaceId).orElse(DEFAULTS);
        Made made = scorers.getIfPresent(workspaceId);
        if (made != null && made.version.equals(version) && made.fields == fields) {
            return made.scorer;
        }
        ScoringModel scoring = scoringModel(tx, workspaceId);
        IcpModel icp = icpModel(tx, workspaceId);
        List<WrittenFilter> rules =
                scoring.rules().stream().map(ScoringModel.Rule::filter).toList();
        List<WrittenFilter> tiers =
                icp.tiers().stream().map(IcpModel.Tier::filter).toList();
        Scorer scorer = new Scorer(scoring, read(tx, workspaceId, rules), icp, read(tx, workspaceId, tiers));
        if (rules.stream().noneMatch(Scoring::namesSegment) && tiers.stream().noneMatch(Scoring::namesSegment)) {
            scorers.put(workspaceId, new Made(version, fields, scorer));
        }
        return scorer;
    }

    /** The same for contacts that have the custom fields which are defined now. */
    public Scorer scorer(Tx tx, UUID workspaceId) {
        return scorer(tx, workspaceId, customFields.current(tx, workspaceId));
    }

    /** What the engine has seen of contacts, by their id; those of whom it has seen nothing are missing. */
    public Map<UUID, Activity> activities(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        return contacts.isEmpty() ? Map.of() : store.activities(tx, workspaceId, contacts);
    }

    /** Tells which model is built on a custom field, so that the field stays. */
    public static Optional<String> userOfCustomField(Tx tx, UUID workspaceId, String name) {
        return new ScoringStore().userOf(tx, workspaceId, "custom_fields." + name);
    }

    /** Nothing may depend on what it decides. */
    private void check(Tx tx, UUID workspaceId, String place, WrittenFilter filter, Set<String> decided) {
        for (int i = 0; i < filter.conditions().size(); i++) {
            String field = filter.conditions().get(i).field();
            if (decided.contains(field)) {
                throw Failure.invalid(
                        "%s.filters[%d].field".formatted(place, i),
                        "%s cannot be asked for here: it is what comes out".formatted(field));
            }
        }
        segments.read(tx, workspaceId, place, filter);
    }

    private List<Filter> read(Tx tx, UUID workspaceId, List<WrittenFilter> written) {
        List<Filter> filters = new ArrayList<>();
        for (WrittenFilter one : written) {
            filters.add(read(tx, workspaceId, one));
        }
        return filters;
    }

    /** A rule on a segment that is gone since matches nobody: it must not keep contacts from being written. */
    private Filter read(Tx tx, UUID workspaceId, WrittenFilter written) {
        try {
            return segments.read(tx, workspaceId, "", written);
        } catch (Refusal refusal) {
            LOG.atWarn()
                    .addKeyValue("workspace", workspaceId)
                    .log("a model's rule no longer holds: {}", refusal.getMessage());
            return Filter.NOTHING;
        }
    }

    private static boolean namesSegment(WrittenFilter filter) {
        return filter.conditions().stream().map(Condition::field).anyMatch("segment_id"::equals);
    }
}
