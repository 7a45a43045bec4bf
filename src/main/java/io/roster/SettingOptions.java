package io.roster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings as options of a command, made from {@link Config#SETTINGS}. */
final class SettingOptions {
    private SettingOptions() {}

    /** Adds {@code --help}, and for each setting an option with its variable, meaning and default for the help. */
    static void addTo(CommandLine command, List<Setting<?>> settings) {
        CommandSpec spec = command.getCommandSpec();
        for (Setting<?> setting : settings) {
            spec.addOption(OptionSpec.builder(setting.option())
                    .paramLabel(setting.variable())
                    .type(String.class)
                    .description(setting.meaning() + " Default: " + setting.byDefault() + ".")
                    .build());
        }
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        if (settings.isEmpty()) {
            return;
        }
        spec.usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .footerHeading("%n")
                .footer("Each option is also an environment variable, by the name shown; the option wins.");
    }

    /** The options that were given, for {@link Config#read}. */
    static Map<String, String> given(ParseResult command) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Setting<?> setting : Config.SETTINGS) {
            String value = command.matchedOptionValue(setting.option(), null);
            if (value != null) {
                given.put(setting.option(), value);
            }
        }
        return given;
    }
}
