package io.fallow.sim.load;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The generator as a program, told what to do on its standard input by {@link LoadProcess}. It ends
 * with that input.
 */
public final class LoadMain {

  private LoadMain() {}

  /** The broker's address, and the file of the gateways. */
  public static void main(String... args) throws IOException, InterruptedException {
    URI broker = URI.create(args[0]);
    try (LoadGenerator generator = new LoadGenerator(broker, gateways(Path.of(args[1])));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready");
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        obey(generator, line.split(" ", -1));
      }
    }
  }

  private static List<LoadGateway> gateways(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .map(
            it ->
                new LoadGateway(GatewayAddress.parse(it[0]), it[1], List.of(it[2].split(",", -1))))
        .toList();
  }

  static String line(LoadGateway gateway) {
    return gateway.address() + " " + gateway.password() + " " + String.join(",", gateway.assets());
  }

  static String order(LoadPlan plan, long first) {
    return "begin %s %d %s %d %d %d"
        .formatted(
            plan.format(),
            plan.readings(),
            plan.messagesPerSecond(),
            plan.window(),
            plan.epoch(),
            first);
  }

  private static void obey(LoadGenerator generator, String... order) throws InterruptedException {
    switch (order[0]) {
      case "begin" ->
          generator.begin(
              new LoadPlan(
                  PayloadFormat.valueOf(order[1]),
                  Integer.parseInt(order[2]),
                  Double.parseDouble(order[3]),
                  Integer.parseInt(order[4]),
                  Long.parseLong(order[5])),
              Long.parseLong(order[6]));
      case "allow" -> generator.allow(Long.parseLong(order[1]));
      case "end" -> {
        generator.end();
        while (!generator.ended()) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
      case "status" -> {
        // What follows says it.
      }
      default -> throw new IllegalArgumentException(order[0]);
    }
    if (!order[0].equals("allow")) {
      LoadGenerator.Status now = generator.status();
      System.out.println(now.published() + " " + now.acknowledged() + " " + now.refused());
    }
  }
}
