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
}
