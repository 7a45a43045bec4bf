package io.roster.contact;

/**
 * What the service itself has found out about a contact.
 *
 * @param leadScore 0 to 100
 * @param icpTier A to D
 * @param grade A to D, or F
 */
public record Standing(int leadScore, String icpTier, String grade, VerificationStatus verification, boolean enriched) {
    /** Of a contact that nothing is known about yet. */
    public static final Standing NEW = new Standing(0, "D", "F", VerificationStatus.UNVERIFIED, false);

    public Standing verified(VerificationStatus found) {
        return new Standing(leadScore, icpTier, grade, found, enriched);
    }

    public Standing scored(int score, String tier, String letter) {
        return new Standing(score, tier, letter, verification, enriched);
    }

    public Standing enrichedNow() {
        return new Standing(leadScore, icpTier, grade, verification, true);
    }
}
