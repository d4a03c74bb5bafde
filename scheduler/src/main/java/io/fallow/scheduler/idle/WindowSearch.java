package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Limits;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Searches idle windows among the assets that a viewer may book, and explains an asset's time.
 * Everything is worked out from the tables at the moment of asking, so that nothing can be stale.
 * Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class WindowSearch {

  private static final Comparator<IdleWindow> BEST_FIRST =
      Comparator.comparing(IdleWindow::start)
          .thenComparing(window -> window.distanceKm().orElse(0))
          .thenComparing(Comparator.comparing(IdleWindow::probability).reversed())
          .thenComparing(window -> window.asset().publicId());

  private final Sharing sharing;
  private final AssetTimes times;
  private final Timer timer;

  public WindowSearch(
      Database database,
      Sharing sharing,
      Calendars calendars,
      IdleForecasts forecasts,
      MeterRegistry meters) {
    this.sharing = sharing;
    this.times = new AssetTimes(database, calendars, forecasts);
    this.timer =
        Timer.builder("fallow.windows.search")
            .description("Time to find idle windows")
            .register(meters);
  }

  /**
   * The idle windows that the viewer may book. Seen from another moment than now, only those of the
   * viewer's own assets: what they would have been tells how an asset was used.
   *
   * @throws IllegalArgumentException for a request with {@linkplain SearchRequest#faults faults}
   */
  public SearchResult search(Viewer viewer, SearchRequest request, Instant now) {
    requireNone(request.faults(now));
    return timer.record(() -> find(viewer, request, now));
  }

  private SearchResult find(Viewer viewer, SearchRequest request, Instant now) {
    List<VisibleAsset> assets =
        sharing.visibleTo(viewer.organisationId(), now).stream()
            .filter(visible -> request.wants(visible.asset()))
            .filter(visible -> visible.isOwn() || request.asOf().isEmpty())
            .toList();
    TimeRange range = new TimeRange(request.from(), request.to());
    List<IdleWindow> windows =
        times.of(assets, range, viewer.organisationId(), request.asOf(), now).stream()
            .flatMap(time -> windows(time, request))
            .sorted(BEST_FIRST)
            .toList();
    return new SearchResult(windows.stream().limit(request.limit()).toList(), windows.size());
  }

  private static Stream<IdleWindow> windows(AssetTime time, SearchRequest request) {
    OptionalDouble distance = request.distanceKm(time.calendar().asset());
    return IdleWindows.stretches(time, request.minProbability()).stream()
        .filter(stretch -> stretch.verdict() == Verdict.OFFERED)
        .map(
            stretch ->
                new IdleWindow(
                    time.calendar().asset(),
                    time.relation(),
                    stretch.start(),
                    stretch.end(),
                    stretch.probability().orElseThrow(),
                    stretch.weeksObserved().orElseThrow(),
                    distance))
        .filter(window -> window.length().compareTo(request.minDuration()) >= 0);
  }

  /**
   * Why an asset is or isn't offered, for every moment of a range; empty for an asset that the
   * viewer may not see.
   *
   * @param asOf look at it as if it were then
   * @throws IllegalArgumentException for a range or moment with {@linkplain #faults faults}
   */
  public Optional<Explanation> explain(
      Viewer viewer, String asset, Instant from, Instant to, Optional<Instant> asOf, Instant now) {
    requireNone(faults(from, to, asOf, now));
    return sharing
        .visible(viewer.organisationId(), asset, now)
        .map(visible -> explain(viewer, visible, new TimeRange(from, to), asOf, now));
  }

  private Explanation explain(
      Viewer viewer, VisibleAsset asset, TimeRange range, Optional<Instant> asOf, Instant now) {
    AssetTime time = times.of(List.of(asset), range, viewer.organisationId(), asOf, now).get(0);
    return new Explanation(asset, IdleWindows.stretches(time, Limits.LEAST_PROBABILITY));
  }

  /** All that is wrong with a question for an explanation; empty for one that can be answered. */
  public static List<Fault> faults(Instant from, Instant to, Optional<Instant> asOf, Instant now) {
    return SearchFaults.of(from, to, asOf, now);
  }

  private static void requireNone(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.toString());
    }
  }
}
