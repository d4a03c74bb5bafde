package io.fallow.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.fallow.gateway.config.ConfigException;
import io.fallow.gateway.config.GatewayConfig;
import io.fallow.gateway.program.Trial;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what each source reads, as it does. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what each source reads now: of the gateway that runs on this machine, or else by",
      "reading the sources itself. Nothing is stored or published by it."
    })
final class TailCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private FileOptions options;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "for how long; 0: until it is stopped (${DEFAULT-VALUE})")
  private long seconds;

  private final Map<String, String> shown = new HashMap<>();

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    GatewayConfig config = options.read();
    OpsClient running = new OpsClient(config.opsPort());
    if (running.ask("/readings").isPresent()) {
      follow(running);
    } else {
      read(config.sources());
    }
    return 0;
  }

  private void follow(OpsClient running) throws IOException, InterruptedException {
    long end = System.nanoTime() + most().toNanos();
    while (System.nanoTime() < end) {
      Optional<JsonNode> readings = running.ask("/readings");
      if (readings.isEmpty()) {
        return;
      }
      readings.get().forEach(this::show);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void read(List<Source> sources) throws InterruptedException {
    try (Trial trial = Trial.start(sources, this::show)) {
      trial.await(most(), () -> false);
    }
  }

  private Duration most() {
    return seconds == 0 ? Duration.ofDays(365) : Duration.ofSeconds(seconds);
  }

  private void show(JsonNode reading) {
    String source = reading.path("source").asText();
    String asset = reading.path("asset").asText();
    if (!reading.toString().equals(shown.put(source + "/" + asset, reading.toString()))) {
      print(
          reading.path("time").asText(),
          source,
          asset,
          Optional.ofNullable(reading.get("activity")).map(JsonNode::asText),
          Optional.ofNullable(reading.get("powerW")).map(each -> (float) each.asDouble() + " W"),
          Optional.ofNullable(reading.get("counter")).map(each -> "count " + each.asText()));
    }
  }

  private void show(String source, Reading reading) {
    print(
        reading.time().toString(),
        source,
        reading.asset(),
        reading.activity().map(Enum::name),
        reading.powerW().isPresent()
            ? Optional.of((float) reading.powerW().getAsDouble() + " W")
            : Optional.empty(),
        reading.counter().isPresent()
            ? Optional.of("count " + reading.counter().getAsLong())
            : Optional.empty());
  }

  private synchronized void print(
      String time,
      String source,
      String asset,
      Optional<String> activity,
      Optional<String> power,
      Optional<String> counter) {
    PrintWriter out = command.commandLine().getOut();
    out.printf(
        "%-27s %-14s %-18s %-8s %s %s%n",
        time, source, asset, activity.orElse(""), power.orElse(""), counter.orElse(""));
    out.flush();
  }
}
