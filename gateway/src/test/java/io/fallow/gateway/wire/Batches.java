package io.fallow.gateway.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** Messages of all kinds, the same for the same seed. */
final class Batches {

  private Batches() {}

  static ReadingBatch random(Random random) {
    Optional<MessageKey> key =
        random.nextBoolean()
            ? Optional.of(new MessageKey(1 + random.nextLong(1L << 62), 1 + random.nextInt(1000)))
            : Optional.empty();
    int assets = 1 + random.nextInt(5);
    int readings = 1 + random.nextInt(40);
    return new ReadingBatch(
        key, random.ints(readings).mapToObj(any -> reading(random, assets)).toList());
  }

  private static Reading reading(Random random, int assets) {
    boolean acts = random.nextInt(4) > 0;
    boolean counts = random.nextInt(3) == 0;
    boolean draws = random.nextInt(4) > 0 || !(acts || counts);
    return new Reading(
        "asset-" + random.nextInt(assets) + (random.nextInt(9) == 0 ? "-é\uD83D\uDE00" : ""),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        acts ? Optional.of(Activity.ofCode(random.nextInt(5))) : Optional.empty(),
        draws ? OptionalDouble.of(random.nextDouble() * 1e6) : OptionalDouble.empty(),
        counts ? OptionalLong.of(random.nextLong(1L << 62)) : OptionalLong.empty());
  }
}
