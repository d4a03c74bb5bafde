package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Searches idle windows among the assets that a viewer may book, and explains an asset's time. What
 * may be had now is looked up in the {@link IdleIndex}; explanations, and what would have been
 * offered at another moment, are worked out from the tables at the moment of asking. Blocks; safe
 * for any number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class WindowSearch {

  /** So many are explained in a second, while the index is being built. */
  private static final int MOST_WITHOUT_INDEX = 500;

  private final Sharing sharing;
  private final AssetTimes times;
  private final IdleIndex index;
  private final Timer timer;

  /** Searches these sources, by the index as soon as that is there. */
  public WindowSearch(IdleSources sources, IdleIndex index, MeterRegistry meters) {
    this.sharing = sources.sharing();
    this.times = new AssetTimes(sources);
    this.index = index;
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
   * @throws IndexNotReadyException while the index of a large fleet is not up to date
   */
  public SearchResult search(Viewer viewer, SearchRequest request, Instant now) {
    requireNone(request.faults(now));
    return timer.record(() -> find(viewer, request, now));
  }

  private SearchResult find(Viewer viewer, SearchRequest request, Instant now) {
    Optional<SearchResult> indexed =
        request.asOf().isPresent()
            ? Optional.empty()
            : index.search(viewer.organisationId(), request, now);
    return indexed.orElseGet(() -> findExactly(viewer, request, now));
  }

  private SearchResult findExactly(Viewer viewer, SearchRequest request, Instant now) {
    List<VisibleAsset> assets =
        sharing.visibleTo(viewer.organisationId(), now).stream()
            .filter(visible -> request.wants(visible.asset()))
            .filter(visible -> visible.isOwn() || request.asOf().isEmpty())
            .toList();
    if (assets.size() > MOST_WITHOUT_INDEX && request.asOf().isEmpty() && index.isStarted()) {
      throw new IndexNotReadyException();
    }
    return new ExactSearch(times, request, Moments.of(request, now))
        .page(assets, viewer.organisationId());
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
        .map(visible -> explain(viewer, visible, new TimeRange(from, to), Moments.of(asOf, now)));
  }

  /**
   * What others would see of assets if these terms were agreed with them: for their owner, before
   * it offers so. Turnaround is as for those who come from farthest away.
   *
   * @param until when sharing would end
   */
  public List<Explanation> preview(
      List<Asset> assets, Statement agreed, Optional<Instant> until, TimeRange range, Instant now) {
    List<VisibleAsset> shared =
        assets.stream()
            .map(one -> new VisibleAsset(one, Relation.SHARED, OptionalInt.of(0), until))
            .toList();
    List<AssetTime> all = times.supposing(shared, range, Moments.of(Optional.empty(), now), agreed);
    List<Explanation> explained = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      explained.add(
          new Explanation(shared.get(i), IdleWindows.stretches(all.get(i), Chances.LEAST)));
    }
    return explained;
  }

  private Explanation explain(Viewer viewer, VisibleAsset asset, TimeRange range, Moments moments) {
    AssetTime time = times.of(List.of(asset), range, viewer.organisationId(), moments).get(0);
    return new Explanation(asset, IdleWindows.stretches(time, Chances.LEAST));
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
