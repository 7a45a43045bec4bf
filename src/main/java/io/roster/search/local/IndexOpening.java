package io.roster.search.local;

import io.roster.search.local.WorkspaceIndex.Surroundings;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an index that was closed, or left behind by a killed server, if it can still be used. */
final class IndexOpening {
    private static final Logger LOG = LoggerFactory.getLogger(IndexOpening.class);

    private final UUID workspaceId;
    private final Surroundings around;

    IndexOpening(UUID workspaceId, Surroundings around) {
        this.workspaceId = workspaceId;
        this.around = around;
    }

    /** Empty when there is none, or it is damaged, of another schema, or too old to follow on. */
    Optional<LiveIndex> open(IndexFolder folder) throws IOException {
        Optional<IndexFolder.Build> latest = folder.latest();
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Optional<IndexMark> mark = latest.get().mark();
        if (mark.isEmpty()
                || !around.source()
                        .log()
                        .continues(workspaceId, mark.get().seen(), mark.get().last())) {
            LOG.atInfo()
                    .addKeyValue("workspace", workspaceId)
                    .log("a search index is of no use any more; building it anew");
            return Optional.empty();
        }
        return open(latest.get(), mark.get());
    }

    private Optional<LiveIndex> open(IndexFolder.Build build, IndexMark mark) {
        try {
            IndexFiles files = IndexFiles.open(build.path());
            try {
                files.verify();
                return Optional.of(new LiveIndex(workspaceId, around.source(), files, mark, around.clock()));
            } catch (IOException | RuntimeException e) {
                files.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it is that damaged files make Lucene throw: what it cannot read is built anew.
            LOG.atWarn()
                    .addKeyValue("workspace", workspaceId)
                    .setCause(e)
                    .log("a search index is damaged; building it anew");
            return Optional.empty();
        }
    }
}
