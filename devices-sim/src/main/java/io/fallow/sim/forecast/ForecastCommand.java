package io.fallow.sim.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges the forecast. Its subcommands say on what. */
@Command(
    name = "forecast",
    description =
        "Scores the forecast and three baselines, 1 and 7 days ahead, on time that they learn"
            + " only as it passes. Exits with 1 where a baseline has the lower Brier score.")
public final class ForecastCommand implements Runnable {

  private static final List<Integer> DAYS_AHEAD = List.of(1, 7);

  @Spec private CommandSpec spec;

  private ForecastCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commands() {
    return new CommandLine(new ForecastCommand())
        .addSubcommand(new WorldCommand())
        .addSubcommand(new CsvCommand())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "On what? world or csv");
  }

  /** Prints the tables. Whether no baseline was better at any lead. */
  static boolean report(List<History> histories) {
    boolean best = true;
    System.out.print(Report.head(histories));
    for (int daysAhead : DAYS_AHEAD) {
      Map<String, Score> scores = Trial.run(histories, daysAhead);
      List<String> beaten = new ArrayList<>();
      if (histories.size() > 1) {
        beaten.addAll(Trial.beaten(histories, daysAhead));
      }
      System.out.print(Report.of(daysAhead, scores, beaten));
      double own = scores.get(Forecaster.OURS).brier();
      best &=
          scores.entrySet().stream()
              .filter(each -> !each.getKey().equals(Forecaster.OURS))
              .allMatch(each -> own < each.getValue().brier());
    }
    System.out.println(best ? "\nFallow is best." : "\nA baseline is better.");
    return best;
  }
}
