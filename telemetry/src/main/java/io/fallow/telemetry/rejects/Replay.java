package io.fallow.telemetry.rejects;

import io.fallow.telemetry.ingest.Resubmission;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends rejects through ingest again. A reject whose readings are stored is marked; it stays, and
 * so does one that is refused again. An attempt that was cut off can be made again: the ledger
 * knows what was stored. Blocks.
 */
public final class Replay {

  /** What became of one reject. */
  public record Outcome(long id, boolean settled, String text) {}

  private final Rejects rejects;
  private final Resubmission resubmission;
  private final Clock clock;

  /** Replays into this database what it holds. */
  public Replay(Database database, Clock clock) {
    this.rejects = new Rejects(database);
    this.resubmission = new Resubmission(database, new Registry(database));
    this.clock = clock;
  }

  /**
   * Replays one.
   *
   * @throws io.fallow.telemetry.store.StoreException when the database fails, or refuses what is in
   *     it; then it is as if it had not been tried
   */
  public Outcome run(long id) throws InterruptedException {
    Optional<RejectedMessage> found = rejects.find(id);
    if (found.isEmpty()) {
      return new Outcome(id, false, "there is none of this number");
    }
    if (found.get().replayedAt().isPresent()) {
      String earlier = "replayed before, " + found.get().replayedAt().get();
      return new Outcome(id, true, earlier);
    }
    if (found.get().bytes() == 0) {
      return new Outcome(id, false, "nothing of it was kept: it was not on the lists");
    }
    Instant now = clock.instant();
    Resubmission.Result result = resubmission.submit(rejected(found.get()), now);
    String text = text(result);
    Optional<Instant> replayedAt = result.isSettled() ? Optional.of(now) : Optional.empty();
    rejects.note(id, replayedAt, text);
    return new Outcome(id, result.isSettled(), text);
  }

  private Resubmission.Rejected rejected(RejectedMessage message) {
    byte[] payload = rejects.payload(message.id()).orElseGet(() -> new byte[0]);
    return new Resubmission.Rejected(
        message.id(), message.gateway(), message.topic(), message.readings(), payload);
  }

  private static String text(Resubmission.Result result) {
    if (!result.isSettled()) {
      return "refused again, " + result.refusal();
    }
    if (result.known()) {
      return "its readings had been stored before";
    }
    String again = result.rejected() == 0 ? "" : ", rejected again: " + result.rejected();
    return "readings stored: " + result.stored() + again;
  }
}
