package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.group.BundleOutcome.Clash;
import io.fallow.scheduler.group.Conflict;
import io.fallow.scheduler.group.Placement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What goes wrong with groups, as problems. */
final class GroupProblems {

  private GroupProblems() {}

  /** Nothing of a series was booked. */
  static ProblemException notBooked(List<Placement> placements) {
    List<Conflict> conflicts =
        placements.stream()
            .flatMap(
                each -> each.fold(booked -> Stream.empty(), clash -> Stream.of(clash.conflict())))
            .toList();
    String detail =
        "%d of %d times can't be booked; nothing is."
            .formatted(conflicts.size(), placements.size());
    return new ProblemException(
        Problem.of(type(conflicts), detail).with("times", GroupJson.imagined(placements)));
  }

  /** Nothing of a bundle was booked. */
  static ProblemException notBooked(List<Clash> clashes, int of) {
    String detail = "%d of %d assets can't be booked; none is.".formatted(clashes.size(), of);
    List<Conflict> conflicts = clashes.stream().map(Clash::conflict).toList();
    return new ProblemException(
        Problem.of(type(conflicts), detail).with("conflicts", GroupJson.clashes(clashes)));
  }

  /** To ask again may help where no rule is broken. */
  private static ProblemType type(List<Conflict> conflicts) {
    return conflicts.stream().allMatch(Conflict::isMerelyTaken)
        ? ProblemType.OVERLAP
        : ProblemType.REFUSED;
  }

  static ProblemException noAssets(List<String> assets) {
    return new ProblemException(
        Problem.of(
            ProblemType.ASSET_NOT_FOUND,
            "There is no asset " + String.join(", none ", assets) + ", as far as you may see."));
  }

  static ProblemException noSeries(UUID id) {
    return none(ProblemType.SERIES_NOT_FOUND, "series", id);
  }

  static ProblemException noBundle(UUID id) {
    return none(ProblemType.BUNDLE_NOT_FOUND, "bundle", id);
  }

  static ProblemException noEntry(UUID id) {
    return none(ProblemType.WAIT_NOT_FOUND, "entry", id);
  }

  private static ProblemException none(ProblemType type, String what, UUID id) {
    return new ProblemException(
        Problem.of(type, "There is no " + what + " " + id + ", as far as you may see."));
  }
}
