package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.SearchRequest.Wanted;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.sharing.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the search what is offered to somebody with a wish. Blocks; for any number of threads. */
final class OfferedWindows {

  /** Soonest first, so that what is left out comes later. */
  private static final int MOST = 200;

  private final WindowSearch search;

  OfferedWindows(WindowSearch search) {
    this.search = search;
  }

  /** The windows in the range of the wish that are long enough, in order of their start. */
  List<Spot> of(Viewer viewer, Wish wish, Instant now) {
    return ahead(wish.range(), now)
        .map(range -> request(wish, range))
        .filter(request -> request.faults(now).isEmpty())
        .map(request -> search.search(viewer, request, now).windows())
        .orElse(List.of())
        .stream()
        .map(Spot::of)
        .toList();
  }

  private static Optional<TimeRange> ahead(TimeRange range, Instant now) {
    return range.intersect(TimeRange.from(now, SearchRequest.LONGEST_RANGE));
  }

  private static SearchRequest request(Wish wish, TimeRange range) {
    Wanted wanted =
        new Wanted(
            Set.of(wish.type()),
            Set.of(),
            wish.owner().map(Set::of).orElse(Set.of()),
            wish.asset().map(Set::of).orElse(Set.of()));
    SearchRequest request =
        SearchRequest.within(range.start(), range.end()).of(wanted).atLeast(wish.least(), MOST);
    return wish.near().map(request::near).orElse(request);
  }
}
