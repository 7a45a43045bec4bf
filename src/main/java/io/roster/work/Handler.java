package io.roster.work;

import io.roster.db.Tx;

/** Does the jobs of one kind. It may be stopped, killed or overtaken after every step, and is then run again. */
public interface Handler {
    /** The kind of job that it does, as stored. */
    String kind();

    /** How many of them one server does at the same time. */
    int lanes();

    /** How often in a row a job may fail without coming further before it is given up. */
    int attempts();

    /** Does the job from where {@link Turn#progress} says it is; when this returns the job is done. */
    void run(Turn turn);

    /** The job was given up, the last time because of {@code cause}; what this stores commits with that. */
    default void gaveUp(Tx tx, Job job, RuntimeException cause) {}
}
