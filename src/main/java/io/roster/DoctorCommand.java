package io.roster;

import io.roster.doctor.Finding;
import io.roster.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster doctor}: what is wrong, and the cure. */
@Command(
        name = "doctor",
        description =
                "Looks at the configuration, the home and the database, while a server runs or not, and says what "
                        + "is wrong and how to mend it. It changes nothing. Exit status 0 when all is well, else 1.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        boolean well = findings.stream().noneMatch(Finding::isProblem);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", well);
            answer.put("findings", findings.stream().map(Finding::json).toList());
            out.println(Json.write(answer));
        } else {
            findings.forEach(finding -> out.println(finding.text()));
        }
        out.flush();
        return well ? 0 : 1;
    }

    private List<Finding> findings() {
        try {
            return Roster.examine(Config.read(
                    System.getenv(), SettingOptions.given(spec.commandLine().getParseResult())));
        } catch (BadConfig e) {
            return e.faults().stream()
                    .map(fault ->
                            Finding.problem("configuration", fault, "Correct it; roster serve --help has the rest."))
                    .toList();
        }
    }
}
