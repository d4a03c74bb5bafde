package io.fallow.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.fallow.gateway.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how the gateway that runs on this machine is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says how the gateway that runs on this machine is.")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private FileOptions options;

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    Optional<JsonNode> health = new OpsClient(options.read().opsPort()).ask("/health");
    PrintWriter out = command.commandLine().getOut();
    if (health.isEmpty()) {
      out.println("no gateway runs here");
      out.flush();
      return Main.NOT_WELL;
    }
    print(health.get(), out);
    out.flush();
    return health.get().path("well").asBoolean() ? 0 : Main.NOT_WELL;
  }

  private static void print(JsonNode health, PrintWriter out) {
    JsonNode uplink = health.path("uplink");
    out.printf(
        "%-16s since %s%n", health.path("gateway").asText(), health.path("startedAt").asText());
    out.printf(
        "%-16s %s%n",
        "uplink", uplink.path("connected").asBoolean() ? "connected" : "DOWN: " + words(uplink));
    out.printf(
        "%-16s %d reading(s) wait in %d message(s); %d dropped%n",
        "queue",
        health.at("/queue/readings").asLong(),
        health.at("/queue/messages").asLong(),
        health.at("/queue/droppedReadings").asLong());
    if (health.has("clockJumps")) {
      printJumps(health.path("clockJumps"), out);
    }
    health.path("sources").forEach(each -> printSource(each, out));
  }

  private static void printJumps(JsonNode jumps, PrintWriter out) {
    out.printf(
        "%-16s JUMPED %d time(s), the last by %+.1f s to %s: is the time service on?%n",
        "clock",
        jumps.path("count").asLong(),
        jumps.path("byMs").asLong() / 1e3,
        jumps.path("at").asText());
  }

  private static String words(JsonNode uplink) {
    return uplink.path("trouble").isNull() ? "connecting" : uplink.path("trouble").asText();
  }

  private static void printSource(JsonNode source, PrintWriter out) {
    String standing = source.path("standing").asText();
    out.printf(
        "%-16s %s%s; %d reading(s), %d refused%s%n",
        source.path("name").asText(),
        standing,
        source.path("trouble").isNull() ? "" : ": " + source.path("trouble").asText(),
        source.path("readings").asLong(),
        source.path("refused").asLong(),
        source.path("lastRefusal").isNull()
            ? ""
            : " (" + source.path("lastRefusal").asText() + ")");
  }
}
