package io.fallow.scheduler.group;

import java.util.List;
import java.util.function.Function;

/** How an attempt to book a bundle ended. */
public sealed interface BundleOutcome {

  /** Handles every case. */
  <T> T fold(
      Function<Booked, T> booked, Function<NotBooked, T> notBooked, Function<NotFound, T> notFound);

  /** All assets are booked or held. */
  record Booked(Bundle bundle) implements BundleOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<NotBooked, T> notBooked,
        Function<NotFound, T> notFound) {
      return booked.apply(this);
    }
  }

  /**
   * None is.
   *
   * @param clashes all of them
   */
  record NotBooked(List<Clash> clashes) implements BundleOutcome {

    /** Takes a copy. */
    public NotBooked {
      clashes = List.copyOf(clashes);
    }

    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<NotBooked, T> notBooked,
        Function<NotFound, T> notFound) {
      return notBooked.apply(this);
    }
  }

  /**
   * Some assets don't exist, as far as the asker may know.
   *
   * @param assets all of these
   */
  record NotFound(List<String> assets) implements BundleOutcome {
    @Override
    public <T> T fold(
        Function<Booked, T> booked,
        Function<NotBooked, T> notBooked,
        Function<NotFound, T> notFound) {
      return notFound.apply(this);
    }
  }

  /** An asset that can't be booked at its time. */
  record Clash(Spot spot, Conflict conflict) {}
}
