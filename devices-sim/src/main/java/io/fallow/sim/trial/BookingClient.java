package io.fallow.sim.trial;

import io.fallow.sim.history.Kind;
import io.fallow.sim.history.Operation;
import io.fallow.sim.history.Result;
import io.fallow.sim.history.Span;
import io.fallow.sim.history.State;
import io.fallow.sim.http.Ask;
import io.fallow.sim.trial.Persistence.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Somebody who books, holds, confirms, changes and cancels one thing after another, as the dice
 * say, and writes down what was asked and answered. An owner's also lock assets out. For one
 * thread.
 */
final class BookingClient {

  private static final Set<String> LIVE = Set.of("HELD", "REQUESTED", "CONFIRMED", "IN_USE");
  private static final int ONE_IN = 25;

  private final String name;
  private final String organisation;
  private final boolean owns;
  private final Requests requests;
  private final Persistence line;
  private final Resolution resolution;
  private final Slots slots;
  private final Random dice;
  private final List<Portfolio> portfolios;
  private final Consumer<Operation> log;
  private int count;

  /**
   * A client.
   *
   * @param portfolios the reservations that it may change, its organisation's first
   */
  BookingClient(
      String name,
      String organisation,
      boolean owns,
      Requests requests,
      Persistence line,
      Slots slots,
      List<Portfolio> portfolios,
      Consumer<Operation> log) {
    this.name = name;
    this.organisation = organisation;
    this.owns = owns;
    this.requests = requests;
    this.line = line;
    this.resolution = new Resolution(line, requests);
    this.slots = slots;
    this.dice = slots.dice();
    this.portfolios = portfolios;
    this.log = log;
  }

  /** Does one thing, and writes it down once its result is known. */
  void step() throws InterruptedException {
    if (owns && dice.nextInt(ONE_IN) == 0) {
      bump();
      return;
    }
    int whose = dice.nextInt(portfolios.size());
    Optional<State> known = portfolios.get(whose).any(dice);
    int what = dice.nextInt(100);
    if (what < 40 || known.isEmpty()) {
      create(dice.nextInt(3) == 0 ? Kind.HOLD : Kind.BOOK);
    } else if (whose == 0) {
      change(known.get(), what);
    } else {
      interfere(known.get(), what);
    }
  }

  /** With a reservation that its partners have of its assets, as far as it may and farther. */
  private void interfere(State known, int what) throws InterruptedException {
    if (what < 60) {
      cancel(known);
    } else if (what < 70) {
      alter(Kind.MOVE, known, slots.any());
    } else {
      read(Wish.of(newId(), Kind.READ, known));
    }
  }

  private void change(State known, int what) throws InterruptedException {
    if (known.status().equals("HELD") && what < 75) {
      confirm(known);
    } else if (what < 50) {
      alter(Kind.EXTEND, known, slots.longer(known.during()));
    } else if (what < 60) {
      alter(Kind.SHORTEN, known, slots.shorter(known.during()));
    } else if (what < 75) {
      alter(Kind.MOVE, known, slots.any());
    } else if (what < 92) {
      cancel(known);
    } else {
      read(Wish.of(newId(), Kind.READ, known));
    }
  }

  private void create(Kind kind) throws InterruptedException {
    Span wanted = dice.nextInt(ONE_IN) == 0 ? slots.forbidden() : slots.any();
    Wish wish = Wish.ofNew(newId(), kind, slots.asset(), wanted);
    perform(wish, requests.creation(wish.id(), kind, wish.asset(), wanted))
        .state()
        .ifPresent(portfolios.get(0)::add);
  }

  private void bump() throws InterruptedException {
    Span wanted = slots.any();
    Wish wish = Wish.ofNew(newId(), Kind.BUMP, slots.asset(), wanted);
    perform(wish, requests.bump(wish.id(), wish.asset(), wanted));
  }

  private void alter(Kind kind, State known, Span wanted) throws InterruptedException {
    if (!wanted.equals(known.during())) {
      change(Wish.alter(newId(), kind, known, wanted), requests.alteration(known, wanted));
    }
  }

  private void confirm(State known) throws InterruptedException {
    change(Wish.of(newId(), Kind.CONFIRM, known), requests.confirmation(known));
  }

  private void cancel(State known) throws InterruptedException {
    change(Wish.of(newId(), Kind.CANCEL, known), requests.cancellation(known));
  }

  private void change(Wish wish, Ask ask) throws InterruptedException {
    if (perform(wish, ask).state().isEmpty()) {
      read(wish);
    }
  }

  private void read(Wish about) throws InterruptedException {
    UUID reservation = about.reservation().orElseThrow();
    perform(about.read(newId()), requests.read(reservation));
  }

  private Operation perform(Wish wish, Ask ask) throws InterruptedException {
    Instant invoked = Instant.now();
    Outcome outcome = wish.kind() == Kind.BUMP ? line.sendOnce(ask) : line.send(ask);
    Result result = resolution.of(wish, invoked, outcome);
    Operation operation = wish.ended(organisation, invoked, outcome.undecided(), result);
    log.accept(operation);
    operation.state().ifPresent(this::remember);
    return operation;
  }

  private void remember(State state) {
    portfolios.forEach(portfolio -> portfolio.update(state, LIVE.contains(state.status())));
  }

  private String newId() {
    return name + "-" + ++count;
  }
}
