package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Readings for tests with a real database: a week around a change of the clocks in Chicago. */
final class Readings {

  private static final long START = Micros.of(Instant.parse("2026-10-30T00:00:00Z"));

  private Readings() {}

  static List<Sample> random(Random random, int count) {
    List<Sample> readings = new ArrayList<>();
    long time = START;
    for (int i = 0; i < count; i++) {
      int activity =
          random.nextInt(5) == 0 ? Sample.NONE : random.nextInt(Activity.values().length);
      float power = random.nextInt(5) == 0 ? Sample.NONE : random.nextInt(3) * 1_500.5f;
      readings.add(new Sample(time, activity, power, Sample.NONE));
      time += random.nextInt(20) == 0 ? 0 : random.nextLong(Micros.SECOND, Micros.HOUR / 4);
      time += random.nextInt(50) == 0 ? random.nextLong(Micros.HOUR * 6) : 0;
    }
    return readings;
  }

  /**
   * The readings in small transactions, handed out to several senders, mostly in order: some are
   * held back, some are sent twice.
   */
  static List<List<Map<Integer, List<Sample>>>> senders(
      Random random, Map<Integer, List<Sample>> readings, int count) {
    List<List<Map<Integer, List<Sample>>>> senders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      senders.add(new ArrayList<>());
    }
    for (int start = 0; start < 1_500; start += 30) {
      Map<Integer, List<Sample>> message = new HashMap<>();
      for (Map.Entry<Integer, List<Sample>> each : readings.entrySet()) {
        message.put(each.getKey(), each.getValue().subList(start, start + 30));
      }
      senders.get(random.nextInt(count)).add(message);
      if (random.nextInt(10) == 0) {
        senders.get(random.nextInt(count)).add(message);
      }
    }
    for (List<Map<Integer, List<Sample>>> sent : senders) {
      for (int i = 0; i < 5 && sent.size() > 1; i++) {
        Collections.swap(sent, random.nextInt(sent.size()), random.nextInt(sent.size()));
      }
    }
    return senders;
  }
}
