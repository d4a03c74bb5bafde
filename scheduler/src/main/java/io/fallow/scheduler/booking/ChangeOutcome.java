package io.fallow.scheduler.booking;

import java.util.List;
import java.util.function.Function;

/** How an attempt to change a reservation ended. */
public sealed interface ChangeOutcome {

  /** Handles every case. */
  <T> T fold(Cases<T> cases);

  /** What to make of each case. */
  record Cases<T>(
      Function<Changed, T> changed,
      Function<NotPossible, T> notPossible,
      Function<Overlaps, T> overlaps,
      Function<Refused, T> refused,
      Function<Stale, T> stale,
      Function<NotFound, T> notFound) {}

  /** It stands as asked, perhaps since an earlier request: asking twice is harmless. */
  record Changed(Reservation reservation) implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.changed().apply(this);
    }
  }

  /**
   * The reservation can't be changed so, or not by whoever asks.
   *
   * @param reservation as it stands
   * @param violation why
   */
  record NotPossible(Reservation reservation, Violation violation) implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.notPossible().apply(this);
    }
  }

  /**
   * Somebody else has the asset in the time it was to be moved to.
   *
   * @param known what is in the way, as far as the asker may know
   */
  record Overlaps(List<Reservation> known) implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.overlaps().apply(this);
    }
  }

  /** The change breaks rules; all of them are named. */
  record Refused(List<Violation> violations) implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.refused().apply(this);
    }
  }

  /** Another version than the one to be changed is the newest. */
  record Stale(Reservation reservation) implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.stale().apply(this);
    }
  }

  /** There is no such reservation, as far as the asker may know. */
  record NotFound() implements ChangeOutcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.notFound().apply(this);
    }
  }
}
