package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.VisibleAsset;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Searches by explaining every asset: what the index has to agree with. */
final class ExactSearch {

  private final AssetTimes times;
  private final SearchRequest request;
  private final Moments moments;

  ExactSearch(AssetTimes times, SearchRequest request, Moments moments) {
    this.times = times;
    this.request = request;
    this.moments = moments;
  }

  /** A page of the windows of these assets, which are looked for. */
  SearchResult page(List<VisibleAsset> assets, int viewer) {
    Optional<TimeRange> range = request.minutes();
    if (range.isEmpty()) {
      return new SearchResult(List.of(), Optional.empty());
    }
    List<IdleWindow> behind =
        times.of(assets, range.get(), viewer, moments).stream()
            .flatMap(this::windows)
            .filter(this::isBehind)
            .sorted(Comparator.comparing(ExactSearch::rank, request.order().comparator()))
            .limit(request.limit() + 1L)
            .toList();
    List<IdleWindow> shown = behind.subList(0, Math.min(request.limit(), behind.size()));
    return new SearchResult(
        shown.stream().flatMap(window -> window.asOf(moments.now(), request).stream()).toList(),
        behind.size() > shown.size()
            ? Optional.of(next(shown.get(shown.size() - 1)))
            : Optional.empty());
  }

  private Cursor next(IdleWindow last) {
    return Cursor.behind(rank(last), request, moments.present());
  }

  private boolean isBehind(IdleWindow window) {
    return request
        .page()
        .map(page -> request.order().comparator().compare(rank(window), page.last()) > 0)
        .orElse(true);
  }

  private Stream<IdleWindow> windows(AssetTime time) {
    return IdleWindows.stretches(time, Chances.steps(request.minProbability())).stream()
        .filter(stretch -> stretch.verdict() == Verdict.OFFERED)
        .filter(stretch -> isLongEnough(stretch, time.terms(), request))
        .map(stretch -> window(time, stretch));
  }

  /** Whether it can be booked at all, and is as long as is looked for. */
  static boolean isLongEnough(Stretch stretch, IdleTerms terms, SearchRequest request) {
    Duration length = Duration.between(stretch.start(), stretch.end());
    return length.toMinutes() >= terms.shortest() && length.compareTo(request.minDuration()) >= 0;
  }

  private IdleWindow window(AssetTime time, Stretch stretch) {
    return new IdleWindow(
        time.calendar().asset(),
        time.relation(),
        stretch.start(),
        stretch.end(),
        stretch.probability().orElseThrow(),
        stretch.weeksObserved().orElseThrow(),
        request.distanceKm(time.calendar().asset()),
        time.terms().offer());
  }

  static Rank rank(IdleWindow window) {
    return new Rank(
        Minutes.floor(window.start()),
        window.distanceKm().orElse(0),
        (int) Math.round(window.probability() * Chances.STEPS),
        window.asset().publicId());
  }
}
