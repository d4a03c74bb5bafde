package io.fallow.sim.trial;

import io.fallow.sim.history.Kind;
import io.fallow.sim.history.Result;
import io.fallow.sim.history.State;
import io.fallow.sim.http.Said;
import io.fallow.sim.trial.Persistence.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what has become of a request of which an attempt ended without a word. A creation
 * carries a key: repeated, it is answered as it was the first time. A change that is refused when
 * it is repeated may be refused because it was done: the reservation's history tells. Of a lock-out
 * the list of lock-outs tells.
 */
final class Resolution {

  private final Persistence line;
  private final Requests requests;

  Resolution(Persistence line, Requests requests) {
    this.line = line;
    this.requests = requests;
  }

  Result of(Wish wish, Instant invoked, Outcome outcome) throws InterruptedException {
    if (wish.kind() == Kind.BUMP) {
      return outcome.said().isEmpty() ? lookedUp(wish) : bump(outcome.said().get());
    }
    if (outcome.said().isEmpty()) {
      return new Result.Unknown();
    }
    boolean changes = !wish.kind().creates() && wish.kind() != Kind.READ;
    return changes && outcome.isDoubtful()
        ? remembered(wish, invoked, outcome.said().get())
        : Answers.result(outcome.said().get());
  }

  private static Result bump(Said said) {
    return Answers.isDone(said) ? new Result.Done(Optional.empty()) : Answers.result(said);
  }

  private Result lookedUp(Wish bump) throws InterruptedException {
    Optional<Said> said =
        line.send(requests.lockouts(bump.asset(), bump.wanted().orElseThrow())).said();
    return said.filter(Answers::isDone)
            .map(Answers::reasons)
            .filter(all -> all.contains(bump.id()))
            .isPresent()
        ? new Result.Done(Optional.empty())
        : new Result.Unknown();
  }

  /** As the history has it; where that has nothing of it, the refusal was meant for it. */
  private Result remembered(Wish wish, Instant invoked, Said refusal) throws InterruptedException {
    Optional<Said> said = line.send(requests.history(wish.reservation().orElseThrow())).said();
    if (said.filter(Answers::isDone).isEmpty()) {
      return new Result.Unknown();
    }
    List<State> versions = Answers.history(said.get(), wish, invoked);
    return versions.stream()
        .filter(wish::isMet)
        .findFirst()
        .<Result>map(state -> new Result.Done(Optional.of(state)))
        .orElseGet(() -> Answers.result(refusal));
  }
}
