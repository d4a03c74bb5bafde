package io.fallow.gateway.intake;

import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.wire.Reading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Readings that were handed in together, the place behind them, and what became of them. */
final class Delivery {

  private final List<Reading> readings;
  private final Map<String, String> places;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile RuntimeException failure;

  Delivery(List<Reading> readings, Map<String, String> places) {
    this.readings = List.copyOf(readings);
    this.places = Map.copyOf(places);
  }

  List<Reading> readings() {
    return readings;
  }

  /** By source, at most one. */
  Map<String, String> places() {
    return places;
  }

  void stored() {
    done.countDown();
  }

  void failed(RuntimeException why) {
    failure = why;
    done.countDown();
  }

  /** Waits until they are stored. */
  void await() throws IntakeException, InterruptedException {
    done.await();
    if (failure != null) {
      throw new IntakeException(failure.getMessage(), failure);
    }
  }
}
