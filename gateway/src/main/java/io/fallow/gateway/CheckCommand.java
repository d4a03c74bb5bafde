package io.fallow.gateway;

import io.fallow.gateway.config.ConfigException;
import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.credentials.CredentialsException;
import io.fallow.gateway.credentials.CredentialsFile;
import io.fallow.gateway.program.SourceCheck;
import io.fallow.gateway.program.Uplinks;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.uplink.UplinkProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries everything once, and says in plain words what is wrong. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads the file, tries each source and the broker, and says what is wrong.",
      "Stop the gateway first if it listens for HTTP: a port has one listener."
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private FileOptions options;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "how long a source may take to say something (${DEFAULT-VALUE})")
  private long seconds;

  private boolean well = true;

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    GatewayConfig config = options.read();
    ok(options.file().toString(), config.sources().size() + " source(s)");
    checkQueue(config.queue().folder(), config.queue().bytes());
    checkSources(config.sources());
    checkUplink(config);
    return well ? 0 : Main.NOT_WELL;
  }

  private void checkQueue(Path folder, long bytes) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    long free = Files.getFileStore(there).getUsableSpace();
    if (!Files.isWritable(there)) {
      trouble("queue", there + " cannot be written to");
    } else if (free < bytes) {
      trouble(
          "queue",
          "%d MB may wait, and %d MB are free".formatted(bytes / 1_000_000, free / 1_000_000));
    } else {
      ok("queue", bytes / 1_000_000 + " MB may wait in " + folder);
    }
  }

  private void checkSources(List<Source> sources) throws InterruptedException {
    for (SourceCheck.Finding each : SourceCheck.of(sources, Duration.ofSeconds(seconds))) {
      if (each.well()) {
        ok(each.source(), each.words());
      } else {
        trouble(each.source(), each.words());
      }
    }
  }

  private void checkUplink(GatewayConfig config) throws InterruptedException {
    CredentialsFile file = new CredentialsFile(config.credentials());
    try {
      Credentials credentials = file.read();
      if (file.isOpenToOthers()) {
        trouble("credentials", config.credentials() + " can be read by others: chmod 600");
      }
      Optional<String> wrong = UplinkProbe.trouble(Uplinks.of(config, credentials));
      if (wrong.isPresent()) {
        trouble("broker", wrong.get());
      } else {
        ok("broker", "signed in as " + credentials.user());
      }
    } catch (CredentialsException | IllegalArgumentException e) {
      trouble("broker", e.getMessage());
    }
  }

  private void ok(String what, String words) {
    say(what, "ok: " + words);
  }

  private void trouble(String what, String words) {
    well = false;
    say(what, "TROUBLE: " + words);
  }

  private void say(String what, String words) {
    PrintWriter out = command.commandLine().getOut();
    out.printf("%-16s %s%n", what, words);
    out.flush();
  }
}
