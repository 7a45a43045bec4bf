package io.roster.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes the parts of a multipart body, in the order in which they come. */
@FunctionalInterface
public interface Parts {
    /** One part; its content is read here or not at all. */
    void part(String name, Optional<String> fileName, InputStream content) throws IOException;
}
