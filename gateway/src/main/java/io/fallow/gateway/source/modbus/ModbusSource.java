package io.fallow.gateway.source.modbus;

import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.ReadingSource;
import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Polls a device's registers. One register that it refuses, or that holds garbage, does not keep
 * the others from being read.
 */
final class ModbusSource extends ReadingSource {

  private final Device device;
  private final List<Point> points;
  private List<Block> blocks = List.of(); // of the source's thread
  private final Clock clock;

  /** Where a device is, and how often it is asked. */
  record Device(String host, int port, int unit, Duration every, Duration timeout) {}

  ModbusSource(String name, Device device, List<Point> points, Clock clock) {
    super(name, clock);
    this.device = device;
    this.points = List.copyOf(points);
    this.clock = clock;
  }

  @Override
  public String describe() {
    return "modbus " + device.host() + ":" + device.port() + ", unit " + device.unit();
  }

  @Override
  protected void read(Intake intake) throws SourceException, IntakeException, InterruptedException {
    blocks = Block.of(points);
    try (ModbusConnection connection =
        ModbusConnection.open(device.host(), device.port(), device.unit(), device.timeout())) {
      long next = System.nanoTime();
      while (!Thread.currentThread().isInterrupted()) {
        List<Reading> readings = readAll(connection);
        state().ok();
        intake.take(readings, Optional.empty());
        state().took(readings.size());
        next = Math.max(next + device.every().toNanos(), System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
    }
    throw new InterruptedException();
  }

  private List<Reading> readAll(ModbusConnection connection) throws SourceException {
    Snapshot snapshot = new Snapshot(clock.instant());
    List<Block> answered = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    boolean any = false;
    Deque<Block> waiting = new ArrayDeque<>(blocks);
    while (!waiting.isEmpty()) {
      Block block = waiting.pop();
      try {
        read(block, connection.read(block), snapshot);
        any = true;
      } catch (ModbusConnection.Refusal e) {
        if (block.points().size() > 1) {
          block.apart().forEach(waiting::push);
          continue;
        }
        state().refused(e.getMessage());
        refusal = Optional.of(e.getMessage());
      }
      answered.add(block);
    }
    blocks = answered; // what was refused together is asked for one by one from now on
    if (!any) {
      throw new SourceException(refusal.orElseThrow());
    }
    return snapshot.readings();
  }

  private void read(Block block, int[] words, Snapshot snapshot) {
    for (Point each : block.points()) {
      int from = each.address() - block.address();
      try {
        each.read(Arrays.copyOfRange(words, from, from + each.width()), snapshot);
      } catch (SourceException e) {
        state().refused(e.getMessage());
      }
    }
  }
}
