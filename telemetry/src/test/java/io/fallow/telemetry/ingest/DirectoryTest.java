package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.Messages.asset;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.registry.Asset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DirectoryTest {

  private final AtomicInteger reads = new AtomicInteger();
  private volatile List<Asset> registered = List.of();
  private final Directory directory =
      new Directory(
          () -> {
            long start = System.nanoTime();
            reads.incrementAndGet();
            return Directory.Known.of(start, List.of(), registered);
          });

  @Test
  void readsTheRegistryOnceForManyQuestions() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      directory.recent();
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void findsWhatWasRegisteredBeforeTheMessageCame() throws InterruptedException {
    assertThat(directory.recent().assets("lakeside")).isEmpty();
    registered = List.of(asset(1, 10, "mri-1"));
    long received = System.nanoTime();

    assertThat(directory.readAfter(received).assets("lakeside")).containsKey("mri-1");
    assertThat(directory.recent().assets("lakeside")).containsKey("mri-1");
    assertThat(directory.recent().assets("riverside")).isEmpty();
  }

  @Test
  void oneReadAnswersForAllMessagesThatCameBeforeIt() throws InterruptedException {
    long received = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      directory.readAfter(received);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void isNotReadMoreThanTenTimesASecond() throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      directory.readAfter(System.nanoTime());
    }
    assertThat(System.nanoTime() - start).isGreaterThan(3 * 100_000_000L);
    assertThat(reads).hasValue(4);
  }
}
