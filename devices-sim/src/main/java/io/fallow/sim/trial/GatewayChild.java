package io.fallow.sim.trial;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.gateway.wire.GatewayAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A gateway's process: a queue, an uplink, and a source that goes on where the queue says that it
 * was. It ends when it is killed.
 */
final class GatewayChild {

  static final String SOURCE = "counted";

  private GatewayChild() {}

  /** The broker, the gateway, its password, the queue's folder and the assets. */
  public static void main(String[] words) throws InterruptedException {
    UplinkConfig config =
        UplinkConfig.of(URI.create(words[0]), GatewayAddress.parse(words[1]), words[2])
            .until(Until.PLATFORM);
    List<String> assets = List.of(words[4].split(",", -1));
    Random dice = new Random();
    try (DiskQueue queue =
            DiskQueue.open(Path.of(words[3]), QueueLimits.DEFAULT, Clock.systemUTC());
        Uplink uplink = new Uplink(config, queue)) {
      uplink.start();
      long next = taken(queue);
      while (true) {
        int count = 1 + dice.nextInt(30);
        Instant from = Instant.now().truncatedTo(ChronoUnit.MICROS);
        queue.append(
            Counted.readings(assets, next, count, from, 1),
            Map.of(SOURCE, Long.toString(next + count)));
        next += count;
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(15));
      }
    }
  }

  /** How many readings the source has handed in, all times together. */
  static long taken(DiskQueue queue) {
    return Long.parseLong(queue.mark(SOURCE).orElse("0"));
  }
}
