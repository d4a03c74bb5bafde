package io.fallow.scheduler.idle;

import io.fallow.scheduler.idle.BestHits.Hit;
import io.fallow.telemetry.registry.Asset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns what a search of the fleet finds into a page of an answer. Pure. */
final class FleetAnswer {

  private final FleetView view;
  private final FleetSearch.RowSource rows;
  private final SearchRequest request;
  private final Moments moments;

  FleetAnswer(FleetView view, FleetSearch.RowSource rows, SearchRequest request, Moments moments) {
    this.view = view;
    this.rows = rows;
    this.request = request;
    this.moments = moments;
  }

  SearchResult page() {
    int limit = request.limit();
    List<Hit> hits = new FleetSearch(view, rows, request, moments, limit + 1, behind()).bestFirst();
    List<Hit> shown = hits.subList(0, Math.min(limit, hits.size()));
    Optional<Cursor> next =
        hits.size() > limit
            ? Optional.of(Cursor.behind(rank(hits.get(limit - 1)), request, moments.present()))
            : Optional.empty();
    return new SearchResult(shown.stream().flatMap(hit -> window(hit).stream()).toList(), next);
  }

  private Hit behind() {
    return request.page().map(Cursor::last).map(this::hit).orElse(Hit.FIRST);
  }

  private Hit hit(Rank last) {
    int slot = view.fleet().lastUpTo(last.asset());
    return new Hit(slot, last.start(), last.start(), last.chance(), last.distanceKm());
  }

  private Rank rank(Hit hit) {
    String asset = view.fleet().asset(hit.slot()).publicId();
    return new Rank(hit.start(), hit.distanceKm(), hit.chance(), asset);
  }

  private Optional<IdleWindow> window(Hit hit) {
    Asset asset = view.fleet().asset(hit.slot());
    AssetRow row = rows.row(hit.slot());
    IdleWindow whole =
        new IdleWindow(
            asset,
            view.relation(hit.slot()),
            Minutes.instant(hit.start()),
            Minutes.instant(hit.end()),
            Chances.probability(hit.chance()),
            row.weeks(hit.start(), hit.end()),
            distance(hit),
            view.terms(hit.slot()).offer());
    return whole.asOf(moments.now(), request);
  }

  private OptionalDouble distance(Hit hit) {
    return request.near().isPresent()
        ? OptionalDouble.of(hit.distanceKm())
        : OptionalDouble.empty();
  }
}
