package io.fallow.gateway;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.csv.ImportReport;
import io.fallow.gateway.source.csv.MeterCsv;
import io.fallow.gateway.source.csv.MeterCsvOptions;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a meter's export through the queue, as if it were live. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Imports a meter's export (CSV with a head line) and reports on each row.")
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "the export")
  private Path file;

  @Mixin private ImportOptions format;

  @Option(names = "--dry-run", description = "only reads and reports")
  private boolean dryRun;

  @Mixin private ConnectionOptions connection;

  @Override
  public Integer call() throws SourceException, IOException, InterruptedException {
    MeterCsvOptions options = options();
    if (dryRun) {
      print(read(options, reading -> {}));
      return 0;
    }
    UplinkConfig config = connection.uplink();
    try (DiskQueue queue = connection.openQueue();
        Uplink uplink = new Uplink(config, queue)) {
      uplink.start();
      Feeder feeder = new Feeder(queue);
      ImportReport report = read(options, feeder);
      feeder.flush();
      print(report);
      Delivery delivery = new Delivery(queue, uplink, err());
      return delivery.await(connection.patience()) ? 0 : Main.NOT_DELIVERED;
    }
  }

  private MeterCsvOptions options() {
    try {
      MeterCsvOptions options = format.checked();
      MeterCsv.checkTimeFormat(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private ImportReport read(MeterCsvOptions options, Consumer<Reading> sink)
      throws SourceException, IOException {
    Progress progress = new Progress(err());
    long[] readings = {0};
    try (var in = new InputStreamReader(Files.newInputStream(file), format.charset())) {
      ImportReport report =
          MeterCsv.read(
              in,
              options,
              Instant.now(),
              reading -> {
                sink.accept(reading);
                progress.show("%s: %,d readings".formatted(file.getFileName(), ++readings[0]));
              });
      progress.end(
          "%s: %,d readings %s"
              .formatted(file.getFileName(), readings[0], dryRun ? "found" : "queued"));
      return report;
    }
  }

  private void print(ImportReport report) {
    command.commandLine().getOut().print(report.toText());
    command.commandLine().getOut().flush();
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }
}
