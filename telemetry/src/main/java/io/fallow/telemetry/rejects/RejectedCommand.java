package io.fallow.telemetry.rejects;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists rejects, shows one, and replays them. */
@Command(
    name = "rejected",
    description = "What ingest could not accept: list it, look at it, and let it in after all.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something was not found, or was refused again",
      "2:the command line or the environment is wrong"
    })
public final class RejectedCommand implements Runnable {

  private static final int MOST = 10_000;

  /** Lends a database for the while of a command. */
  @FunctionalInterface
  public interface Lender {

    /** Runs the work on an open database and gives what it gives. */
    int lend(ToIntFunction<Database> work);
  }

  @Spec private CommandSpec spec;

  private final Lender lender;
  private final Clock clock;

  /** A command on a database that is opened when it is needed. */
  public RejectedCommand(Lender lender, Clock clock) {
    this.lender = lender;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, show or replay?");
  }

  @Command(name = "list", description = "Lists rejects, the latest first.")
  int list(
      @Mixin FilterOptions options,
      @Option(names = "--all", description = "also those that were replayed") boolean all,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "at most so many (${DEFAULT-VALUE})")
          int limit) {
    int most = Math.max(1, Math.min(limit, MOST));
    return lender.lend(
        database -> {
          List<RejectedMessage> found = new Rejects(database).list(options.filter(all), most);
          found.forEach(each -> out().println(RejectText.line(each)));
          out().println(RejectText.total(found.size(), found.size() == most));
          return 0;
        });
  }

  @Command(name = "show", description = "Shows one reject with its payload.")
  int show(@Parameters(paramLabel = "ID") long id) {
    return lender.lend(
        database -> {
          Rejects rejects = new Rejects(database);
          Optional<RejectedMessage> found = rejects.find(id);
          found.ifPresentOrElse(
              message -> out().print(RejectText.of(message, rejects.payload(id))),
              () -> out().println("There is no reject " + id + "."));
          out().flush(); // which print does not do by itself
          return found.isPresent() ? 0 : 1;
        });
  }

  @Command(
      name = "replay",
      description = {
        "Sends rejects through ingest's check and write again.",
        "What is accepted now is stored exactly once, however often this is called; what is refused"
            + " again stays."
      })
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "these") List<Long> ids,
      @Mixin FilterOptions options) {
    boolean byId = ids != null && !ids.isEmpty();
    if (byId != options.isEmpty()) {
      throw new ParameterException(
          spec.subcommands().get("replay"), "give either IDs, or --gateway, --reason or --since");
    }
    return lender.lend(
        database -> {
          List<Long> chosen = byId ? ids : chosen(new Rejects(database), options);
          Replay replay = new Replay(database, clock);
          long refused = chosen.stream().filter(id -> !settled(replay, id)).count();
          out().printf("%d replayed, %d not.%n", chosen.size() - refused, refused);
          return refused == 0 ? 0 : 1;
        });
  }

  /** In the order in which they came. */
  private static List<Long> chosen(Rejects rejects, FilterOptions options) {
    return rejects.list(options.filter(false), MOST).stream()
        .map(RejectedMessage::id)
        .sorted()
        .toList();
  }

  private boolean settled(Replay replay, long id) {
    try {
      Replay.Outcome outcome = replay.run(id);
      out().println(id + ": " + outcome.text());
      return outcome.settled();
    } catch (StoreException refused) {
      out().println(id + ": not tried to the end: " + refused.getMessage());
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
