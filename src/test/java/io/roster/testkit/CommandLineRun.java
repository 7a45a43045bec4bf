package io.roster.testkit;

import io.roster.Main;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.event.Level;

/** A command run to its end in the tests' own process: its exit status and what it printed. */
public record CommandLineRun(int status, String out, String err) {
    public static CommandLineRun of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            int status = Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(words);
            return new CommandLineRun(status, out.toString(), err.toString());
        } finally {
            Logging.start(LogFormat.TEXT, Level.WARN); // as the tests log, whatever the command has chosen
        }
    }
}
