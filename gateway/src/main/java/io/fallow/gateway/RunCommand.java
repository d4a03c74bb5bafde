package io.fallow.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.source.LineReadings;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes readings as lines from its standard input until that ends, or the process is told to. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes readings from the standard input, a JSON object a line:",
      "{\"asset\":\"mri-1\",\"time\":\"2026-11-21T20:53:00Z\",\"powerW\":12345.6}"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Mixin private ConnectionOptions connection;

  @Override
  public Integer call() throws IOException, InterruptedException {
    UplinkConfig config = connection.uplink();
    try (DiskQueue queue = connection.openQueue();
        Uplink uplink = new Uplink(config, queue)) {
      Thread leave = new Thread(uplink::close, "leave"); // what is stored stays stored
      Runtime.getRuntime().addShutdownHook(leave);
      uplink.start();
      feed(new Feeder(queue));
      Delivery delivery = new Delivery(queue, uplink, err());
      boolean delivered = delivery.await(connection.patience());
      Runtime.getRuntime().removeShutdownHook(leave);
      return delivered ? 0 : Main.NOT_DELIVERED;
    }
  }

  /** Stores at once what has come, and several lines together when they came together. */
  private void feed(Feeder feeder) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        take(feeder, number, line);
      }
      if (!in.ready()) {
        feeder.flush();
      }
    }
    feeder.flush();
  }

  private void take(Feeder feeder, long number, String line) {
    try {
      feeder.accept(LineReadings.parse(line));
    } catch (SourceException e) {
      err().println("line " + number + ": " + e.getMessage());
    }
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }
}
