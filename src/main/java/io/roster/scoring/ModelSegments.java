package io.roster.scoring;

import io.roster.db.Tx;
import io.roster.filter.WrittenFilter;
import io.roster.work.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Has a workspace's contacts scored anew when segments change that its models name. */
public final class ModelSegments {
    private final ScoringStore store = new ScoringStore();
    private final Jobs jobs;

    public ModelSegments(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Scores anew where the model names one of {@code segments}, ids as filters name them, whose members may be others. */
    public void changed(Tx tx, UUID workspaceId, Set<String> segments) {
        boolean isNamed = store.find(tx, workspaceId).map(ModelSegments::filters).orElse(List.of()).stream()
                .anyMatch(filter -> filter.names("segment_id", segments));
        if (isNamed) {
            jobs.queue(tx, workspaceId, Scoring.RECOMPUTE, Map.of("model", "scoring"));
        }
    }

    private static List<WrittenFilter> filters(ScoringStore.Stored stored) {
        List<WrittenFilter> filters = new ArrayList<>();
        if (stored.scoring() != null) {
            stored.scoring().rules().forEach(rule -> filters.add(rule.filter()));
        }
        if (stored.icp() != null) {
            stored.icp().tiers().forEach(tier -> filters.add(tier.filter()));
        }
        return filters;
    }
}
