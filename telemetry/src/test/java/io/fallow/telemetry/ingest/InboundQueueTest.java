package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.telemetry.ingest.Messages.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboundQueueTest {

  private final Connection connection = new Connection();
  private final InboundQueue queue = new InboundQueue(1_000);

  @Test
  void givesMessagesInTheirOrder() throws InterruptedException {
    InboundMessage first = message(10);
    InboundMessage second = message(10);
    queue.put(first);
    queue.put(second);

    assertThat(queue.poll(Duration.ZERO)).isSameAs(first);
    assertThat(queue.poll(Duration.ZERO)).isSameAs(second);
    assertThat(queue.poll(Duration.ZERO)).isNull();
  }

  @Test
  void takesAMessageThatIsLargerThanTheQueueWhenItIsEmpty() throws InterruptedException {
    queue.put(message(5_000));
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void letsTheBrokersThreadWaitUntilThereIsRoom() throws InterruptedException {
    queue.put(message(700));
    CompletableFuture<Void> second = putAside(message(700));
    await().during(Duration.ofMillis(300)).until(() -> !second.isDone() && queue.size() == 1);

    assertThat(queue.poll(Duration.ZERO)).isNotNull();
    await().until(second::isDone);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void tellsForHowLongNothingHasFoundRoom() throws InterruptedException {
    queue.put(message(700));
    assertThat(queue.full(inAMinute())).isZero();

    CompletableFuture<Void> second = putAside(message(700));
    await().until(queue::isFull);
    assertThat(queue.full(inAMinute())).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));

    assertThat(queue.poll(Duration.ZERO)).isNotNull();
    await().until(second::isDone);
    assertThat(queue.full(inAMinute())).isZero();
  }

  private static long inAMinute() {
    return System.nanoTime() + Duration.ofMinutes(1).toNanos();
  }

  @Test
  void doesNotKeepTheThreadOfALostConnection() throws InterruptedException {
    queue.put(message(700));
    CompletableFuture<Void> second = putAside(message(700));
    connection.giveUp();

    await().until(second::isDone);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhatTheBrokerWillBringAgain() throws InterruptedException {
    InboundMessage atMostOnce =
        new InboundMessage(connection, 0, 0, "t", new byte[10], System.nanoTime());
    InboundMessage ofAnother = Messages.inbound(new Connection(), "t", new byte[10]);
    queue.put(message(10));
    queue.put(atMostOnce);
    queue.put(ofAnother);
    queue.forget(connection);

    assertThat(queue.poll(Duration.ZERO)).isSameAs(atMostOnce);
    assertThat(queue.poll(Duration.ZERO)).isSameAs(ofAnother);
  }

  @Test
  void letsEverybodyGoWhenClosed() throws InterruptedException {
    queue.put(message(700));
    CompletableFuture<Void> second = putAside(message(700));
    queue.close();

    await().until(second::isDone);
    assertThat(queue.poll(Duration.ofSeconds(20))).isNull();
  }

  private InboundMessage message(int bytes) {
    return Messages.inbound(connection, "t", new byte[bytes]);
  }

  private CompletableFuture<Void> putAside(InboundMessage message) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            queue.put(message);
          } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
          }
        });
  }
}
