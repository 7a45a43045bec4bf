package io.roster.contact.title;

public final class JobTitles {
    public JobTitle read(String t) {
        return new JobTitle(null, null);
    }
}
