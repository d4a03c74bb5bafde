package io.fallow.scheduler.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.telemetry.store.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies the audit trail, and exports its heads. */
@Command(
    name = "audit",
    description = "The audit trail: hold it against its seals, and export its heads.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:sound",
      "1:something is wrong, and named",
      "2:the command line or the environment is wrong"
    })
public final class AuditCommand implements Runnable {

  private static final long TOLD_EVERY = Duration.ofSeconds(5).toNanos();

  /** Lends a database for the while of a command. */
  @FunctionalInterface
  public interface Lender {

    /** Runs the work on an open database and gives what it gives. */
    int lend(ToIntFunction<Database> work);
  }

  @Spec private CommandSpec spec;

  private final Lender lender;
  private final Supplier<AuditKeys> keys;

  /**
   * A command on a database that is opened when it is needed.
   *
   * @param keys where none are named
   */
  public AuditCommand(Lender lender, Supplier<AuditKeys> keys) {
    this.lender = lender;
    this.keys = keys;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "verify or head?");
  }

  @Command(
      name = "verify",
      description = {
        "Walks each organisation's chain and names what was changed, deleted, reordered or"
            + " slipped in, and when it was made.",
        "Without an exported head, an end that was cut off with its seals can't be missed."
      })
  int verify(
      @Option(names = "--organisation", paramLabel = "CODE", description = "this one's chain only")
          String organisation,
      @Option(
              names = "--key-file",
              paramLabel = "FILE",
              description = "keys instead of those in FALLOW_AUDIT_KEY_FILE")
          Path keyFile,
      @Option(
              names = "--head",
              paramLabel = "FILE",
              description = "a head that was exported before; may be given again")
          List<Path> heads) {
    AuditKeys believed = keyFile == null ? keys.get() : keys(keyFile);
    return lender.lend(
        database -> {
          ChainCheck check = new ChainCheck(database, believed, progress());
          OptionalInt only = organisation(organisation, check.names());
          ChainReport report = check.run(only, anchors(heads, check.names()));
          new ReportText(report).print(out());
          return report.isSound() ? 0 : 1;
        });
  }

  @Command(
      name = "head",
      description = {
        "Prints the last seal of each chain as JSON.",
        "Keep it where whoever has the database has no access: verify --head then misses an end"
            + " that was cut off."
      })
  int head(
      @Option(names = "--organisation", paramLabel = "CODE", description = "this one's chain only")
          String organisation) {
    return lender.lend(
        database -> {
          ArrayNode heads = JsonNodeFactory.instance.arrayNode();
          new Heads(database)
              .all().stream()
                  .filter(head -> organisation == null || head.organisation().equals(organisation))
                  .forEach(head -> heads.add(head.json()));
          ObjectNode json = JsonNodeFactory.instance.objectNode().set("heads", heads);
          out().println(json.toPrettyString());
          return heads.isEmpty() ? 1 : 0;
        });
  }

  private AuditKeys keys(Path file) {
    try {
      return AuditKeys.read(file);
    } catch (IllegalArgumentException fault) {
      throw misused(file + " " + fault.getMessage());
    }
  }

  private OptionalInt organisation(String code, OrganisationNames names) {
    if (code == null) {
      return OptionalInt.empty();
    }
    OptionalInt id = names.id(code);
    if (id.isEmpty()) {
      throw misused("There is no organisation " + code + ".");
    }
    return id;
  }

  private List<Head> anchors(List<Path> files, OrganisationNames names) {
    List<Head> heads = new ArrayList<>();
    for (Path file : files == null ? List.<Path>of() : files) {
      try {
        heads.addAll(Head.parse(Files.readString(file), names));
      } catch (IOException | IllegalArgumentException fault) {
        throw misused(file + ": " + fault.getMessage());
      }
    }
    return heads;
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Says now and then how far it is, where results are not. */
  private LongConsumer progress() {
    long[] said = {System.nanoTime()};
    return walked -> {
      if (System.nanoTime() - said[0] > TOLD_EVERY) {
        said[0] = System.nanoTime();
        spec.commandLine().getErr().printf("%d entries …%n", walked);
      }
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
