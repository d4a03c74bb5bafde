package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.idle.Cursor;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.SearchResult;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.zone.ZoneRules;

/** A page of windows as the contract shows it, written byte by byte: it is asked for often. */
final class WindowsBody {

  private static final int A_WINDOW = 640;

  private final WindowFragments fragments;

  WindowsBody(WindowFragments fragments) {
    this.fragments = fragments;
  }

  Buffer of(SearchResult result, SearchRequest request, Instant now) {
    JsonBytes body = new JsonBytes(A_WINDOW * (result.windows().size() + 1));
    body.add("{\"asOf\":\"").add(request.asOf().orElse(now).toString());
    body.add("\",\"from\":\"").add(request.from().toString());
    body.add("\",\"to\":\"").add(request.to().toString());
    body.add("\",\"windows\":[");
    boolean first = true;
    for (IdleWindow window : result.windows()) {
      body.add(first ? "" : ",");
      add(body, window);
      first = false;
    }
    body.add("]");
    result.next().map(Cursor::text).ifPresent(text -> body.add(",\"next\":\"" + text + "\""));
    return body.add("}").buffer();
  }

  private void add(JsonBytes body, IdleWindow window) {
    ZoneRules clock = window.asset().facility().zone().getRules();
    long start = window.start().getEpochSecond();
    long end = window.end().getEpochSecond();
    body.add("{\"asset\":").add(fragments.asset(window));
    body.add(",\"start\":\"").addInstant(start);
    body.add("\",\"end\":\"").addInstant(end);
    body.add("\",\"localStart\":\"").addClock(start, clock.getOffset(window.start()));
    body.add("\",\"localEnd\":\"").addClock(end, clock.getOffset(window.end()));
    body.add("\",\"probability\":").addNumber(window.probability(), 3);
    body.add(",\"weeksObserved\":").addNumber(window.weeksObserved(), 2);
    if (window.distanceKm().isPresent()) {
      body.add(",\"distanceKm\":").addNumber(window.distanceKm().getAsDouble(), 1);
    }
    body.add(WindowFragments.offer(window.offer())).add("}");
  }
}
