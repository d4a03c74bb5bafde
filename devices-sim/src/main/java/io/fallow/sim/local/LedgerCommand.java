package io.fallow.sim.local;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Checks that what the gateways saw acknowledged is in the database exactly once. */
@Command(
    name = "ledger",
    description =
        "Checks that every message that a gateway of this machine saw acknowledged is in the"
            + " database exactly once, with all its readings. Exits with 1 if not.")
final class LedgerCommand implements Callable<Integer> {

  private final Path root;
  private final Map<String, String> env;

  LedgerCommand(Path root, Map<String, String> env) {
    this.root = root;
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() throws IOException {
    LocalConfig config = LocalConfig.of(env, root);
    LocalLogging.to(new Home(config.home()).logs(), "commands");
    try (AttachedDatabase attached = AttachedDatabase.of(config)) {
      List<GatewayLedger> lines = check(new Home(config.home()), attached.database());
      System.out.println(table(lines));
      boolean sound = lines.stream().allMatch(GatewayLedger::sound);
      System.out.println(sound ? verdict(lines) : "The ledger does not hold.");
      return sound ? 0 : 1;
    }
  }

  /** The check of every gateway that has a queue in the home folder. */
  static List<GatewayLedger> check(Home home, Database database) throws IOException {
    Registry registry = new Registry(database);
    LedgerCheck check = new LedgerCheck(database);
    return gateways(home).stream()
        .map(
            address ->
                check.of(
                    registry.gateway(address).orElseThrow(() -> unknown(address)),
                    DiskQueue.readCursor(home.queue(address))))
        .toList();
  }

  private static List<GatewayAddress> gateways(Home home) throws IOException {
    Path folder = home.folder().resolve("gateways");
    if (!Files.isDirectory(folder)) {
      throw new StartException("No gateway has run in " + home.folder() + " yet.");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> GatewayAddress.parse(entry.getFileName().toString()))
          .filter(address -> Files.isDirectory(home.queue(address)))
          .sorted(Comparator.comparing(GatewayAddress::toString))
          .toList();
    }
  }

  private static StartException unknown(GatewayAddress address) {
    return new StartException("The database knows no gateway " + address + ".");
  }

  private static TextTable table(List<GatewayLedger> lines) {
    TextTable table =
        new TextTable(
            "gateway",
            "epoch",
            "appended",
            "acknowledged",
            "in ledger",
            "readings",
            "rejected",
            "verdict");
    for (GatewayLedger line : lines) {
      table.row(
          line.gateway(),
          line.cursor().epoch(),
          line.cursor().lastAppended(),
          line.cursor().acknowledgedThrough(),
          line.messages(),
          line.stored(),
          line.rejected(),
          line.verdict());
    }
    return table;
  }

  private static String verdict(List<GatewayLedger> lines) {
    return "%d acknowledged messages, each in the database exactly once, with %d readings."
        .formatted(
            lines.stream().mapToLong(GatewayLedger::messages).sum(),
            lines.stream().mapToLong(GatewayLedger::stored).sum());
  }
}
