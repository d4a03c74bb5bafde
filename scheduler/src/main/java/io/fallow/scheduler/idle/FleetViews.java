package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What organisations see of a fleet: looked up when one first asks, and again when agreements or
 * terms have changed, for as long as it goes on asking. Safe for threads; a view that is not there
 * yet blocks whoever asks for it.
 */
final class FleetViews {

  private static final long KEPT_MS = Duration.ofMinutes(10).toMillis();

  private final Fleet fleet;
  private final Sharing sharing;
  private final TermsBook terms;
  private final Map<Integer, Kept> views = new ConcurrentHashMap<>();
  private final AtomicLong edition = new AtomicLong();

  FleetViews(Fleet fleet, Sharing sharing, TermsBook terms) {
    this.fleet = fleet;
    this.sharing = sharing;
    this.terms = terms;
  }

  private record Kept(FleetView view, AtomicLong askedMs) {}

  /** What an organisation sees. */
  FleetView of(int organisationId, Instant now) {
    Kept kept = views.get(organisationId);
    if (kept != null) {
      kept.askedMs.set(now.toEpochMilli());
      return kept.view;
    }
    long before = edition.get();
    FleetView view = look(organisationId, now);
    if (edition.get() == before) { // or it may be older than what refresh has seen
      views.put(organisationId, new Kept(view, new AtomicLong(now.toEpochMilli())));
    }
    return view;
  }

  /** Looks again for everybody who still asks. */
  void refresh(Instant now) {
    edition.incrementAndGet();
    takeOver(this, now);
  }

  /** The views of another fleet, for everybody who still asks. */
  FleetViews of(Fleet other, Instant now) {
    FleetViews next = new FleetViews(other, sharing, terms);
    next.takeOver(this, now);
    return next;
  }

  private void takeOver(FleetViews before, Instant now) {
    long since = now.toEpochMilli() - KEPT_MS;
    before.views.values().removeIf(kept -> kept.askedMs.get() < since);
    before.views.forEach(
        (viewer, kept) -> views.put(viewer, new Kept(look(viewer, now), kept.askedMs)));
  }

  private FleetView look(int organisationId, Instant now) {
    List<VisibleAsset> visible = sharing.visibleTo(organisationId, fleet.assets(), now);
    Map<Integer, IdleTerms> termsOf = terms.of(visible, organisationId);
    return FleetView.of(
        fleet,
        visible.stream()
            .map(
                one ->
                    new FleetView.Seen(
                        one.asset().id(), one.relation(), termsOf.get(one.asset().id())))
            .toList());
  }

  long bytes() {
    return views.values().stream().mapToLong(kept -> kept.view.bytes()).sum();
  }
}
