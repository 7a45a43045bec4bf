package io.roster.contact;

/** How contacts are taken in. */
public record IntakeOptions(DedupBehavior dedup, boolean triggerScoring, boolean triggerEnrichment) {
    /** What holds when nothing is said, and for a single contact. */
    public static final IntakeOptions USUAL = new IntakeOptions(DedupBehavior.SKIP, true, false);
}
