package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "frob, Unknown command or argument frob; try: roster --help",
        "--frob, Unknown option --frob; try: roster --help",
        "serve --frob, Unknown option --frob; try: roster serve --help",
        "serve --admin-kee=geheim, Unknown option --admin-kee; try: roster serve --help",
        "webhook-listen, Missing required parameter: 'PORT'; try: roster webhook-listen --help",
        "webhook-listen x, PORT must be a whole number from 0 to 65535; try: roster webhook-listen --help",
        "webhook-listen 0 --port=1, Unknown option --port; try: roster webhook-listen --help",
        "serve frob, Unknown command or argument frob; try: roster serve --help",
        "serve @frob, Unknown command or argument @frob; try: roster serve --help",
        "'', A command is missing; try: roster --help",
        "serve --port, Missing required parameter for option '--port' (ROSTER_PORT); try: roster serve --help",
    })
    void amisuseIsAnsweredInOneLineWithStatus2(String line, String complaint) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err).hasToString("roster: " + complaint + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aBadConfigurationIsAnsweredInALineAFaultWithStatus2() {
        assertThat(execute("serve", "--port", "x", "--log", "y", "--admin-key", "geheim"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("roster: ROSTER_"))
                .noneMatch(line -> line.contains("geheim"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("serve", "test");
    }

    @Test
    void helpOfServeNamesEveryVariableWithItsDefault() {
        assertThat(execute("serve", "--help")).isZero();
        for (Setting<?> setting : Config.SETTINGS) {
            assertThat(out.toString()).contains(setting.option() + "=" + setting.variable());
        }
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("Default: 8080.", "Default: ./.roster.");
    }

    @Test
    void theVersionIsTold() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("roster ");
    }

    private int execute(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
