package io.fallow.scheduler.api.booking;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.session.SessionPart;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What assets did for those who booked them, as comma-separated values, RFC 4180. No value has a
 * comma or a quote in it. What is not known is empty.
 */
final class SessionCsv {

  private static final String INTERVALS = "reservation,asset,part,start,end,activity";
  private static final String SUMS =
      "reservation,asset,organisation,status,part,from,to,in_use_s,standby_s,off_s,fault_s,"
          + "unknown_s,energy_wh,energy_known_s";
  private static final String BOOKED = "booked";
  private static final String OVERRUN = "overrun";
  private static final String NEXT = "X-Next";

  private SessionCsv() {}

  /** All that one did. */
  static Answer intervals(Session session) {
    StringBuilder text = new StringBuilder(INTERVALS).append("\r\n");
    session.usage().booked().ifPresent(part -> intervals(text, session, BOOKED, part));
    session.usage().beyond().ifPresent(part -> intervals(text, session, OVERRUN, part));
    return answer(text, Map.of());
  }

  private static void intervals(
      StringBuilder text, Session session, String name, SessionPart part) {
    part.doings()
        .forEach(
            each ->
                line(
                    text,
                    session.reservation().id(),
                    session.reservation().asset(),
                    name,
                    each.time().start(),
                    each.time().end(),
                    each.activity()));
  }

  /** How long each did what; where there is more, a header says what to ask for it. */
  static Answer sums(List<Session> sessions, Optional<String> next) {
    StringBuilder text = new StringBuilder(SUMS).append("\r\n");
    for (Session session : sessions) {
      session.usage().booked().ifPresent(part -> sums(text, session, BOOKED, part));
      session.usage().beyond().ifPresent(part -> sums(text, session, OVERRUN, part));
    }
    return answer(text, next.map(cursor -> Map.of(NEXT, cursor)).orElse(Map.of()));
  }

  private static void sums(StringBuilder text, Session session, String name, SessionPart part) {
    line(
        text,
        session.reservation().id(),
        session.reservation().asset(),
        session.reservation().organisation(),
        session.reservation().status(),
        name,
        part.time().start(),
        part.time().end(),
        SessionJson.seconds(part, Activity.IN_USE),
        SessionJson.seconds(part, Activity.STANDBY),
        SessionJson.seconds(part, Activity.OFF),
        SessionJson.seconds(part, Activity.FAULT),
        SessionJson.seconds(part, Activity.UNKNOWN),
        SessionJson.energy(part).map(String::valueOf).orElse(""),
        Rounded.to(part.energyKnownS(), 3));
  }

  private static void line(StringBuilder text, Object... values) {
    text.append(Stream.of(values).map(String::valueOf).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static Answer answer(StringBuilder text, Map<String, String> headers) {
    return new Answer(200, "text/csv; charset=utf-8", Buffer.buffer(text.toString()), headers);
  }
}
