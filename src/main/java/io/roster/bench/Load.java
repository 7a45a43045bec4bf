package io.roster.bench;

/**
 * What a load of requests came to.
 *
 * @param requests that were answered
 * @param seconds that it took
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
record Load(long requests, double seconds, double p50, double p99) {
    double perSecond() {
        return requests / seconds;
    }
}
