package io.roster.api.http;

import io.roster.failure.Failure;
import java.util.List;

/** One way of speaking the API: a table of routes under a base path, and a shape for errors. */
public interface Dialect {
    /** The path that everything of this dialect lies under, such as {@code /api/v1}; {@code ""} for all the rest. */
    String basePath();

    List<Route> routes();

    /** The error answer, without the headers that every answer has. */
    Reply failure(Failure failure, String requestId);
}
