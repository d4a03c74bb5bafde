package io.fallow.telemetry.usage;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerThreadTest {

  @Test
  void goesOnAfterAFailureOfAnyKind() {
    AtomicInteger steps = new AtomicInteger();
    try (WorkerThread worker =
        new WorkerThread(
            "worker",
            new Pace(),
            () -> {
              switch (steps.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("a bug");
                case 2 -> throw new StackOverflowError("worse");
                default -> {
                  return false;
                }
              }
            })) {
      worker.start();
      await().until(() -> steps.get() > 2);
    }
  }
}
