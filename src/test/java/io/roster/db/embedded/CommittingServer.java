package io.roster.db.embedded;

import io.roster.db.Database;
import java.nio.file.Path;

/** A process with an embedded PostgreSQL of its own, which puts out every number it has committed, until it is killed. */
final class CommittingServer {
    private CommittingServer() {}

    public static void main(String[] arguments) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
                Database database = new Database(postgres.address(), 2)) {
            database.write(tx -> tx.sql("create table if not exists kept (n int primary key)")
                    .update());
            int next = Integer.parseInt(arguments[1]);
            while (true) {
                int n = next++;
                database.write(
                        tx -> tx.sql("insert into kept values (?)").bind(n).update());
                System.out.println(n);
            }
        }
    }
}
