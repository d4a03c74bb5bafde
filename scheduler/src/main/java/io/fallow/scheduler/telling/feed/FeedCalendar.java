package io.fallow.scheduler.telling.feed;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes a feed by RFC 5545. The same reservations give the same bytes. A reservation keeps its UID
 * for life, and its SEQUENCE is its version.
 */
final class FeedCalendar {

  private static final Set<String> CALLED_OFF =
      Set.of("CANCELLED", "DECLINED", "BUMPED", "NO_SHOW");
  private static final int UNFOLDED = Integer.MAX_VALUE;

  private FeedCalendar() {}

  static String of(Feed feed, List<Entry> entries) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId("-//Fallow//Reservations//EN"));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(new XProperty("X-WR-CALNAME", new ParameterList(), Lines.clean(feed.name())));
    entries.forEach(entry -> calendar.add(event(entry)));
    if (entries.isEmpty()) {
      calendar.add(utc()); // a calendar has at least one component
    }
    StringWriter text = new StringWriter();
    try {
      new CalendarOutputter(true, UNFOLDED).output(calendar, text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Lines.fold(text.toString());
  }

  private static VTimeZone utc() {
    Standard always = new Standard();
    always.add(new DtStart<>(LocalDateTime.of(1970, 1, 1, 0, 0)));
    always.add(new TzOffsetFrom(ZoneOffset.UTC));
    always.add(new TzOffsetTo(ZoneOffset.UTC));
    VTimeZone zone = new VTimeZone();
    zone.add(new TzId("Etc/UTC"));
    zone.add(always);
    return zone;
  }

  private static VEvent event(Entry entry) {
    VEvent event = new VEvent(false);
    event.add(new Uid(entry.reservation() + "@fallow"));
    event.add(new DtStamp(entry.changedAt()));
    event.add(new DtStart<>(entry.start()));
    event.add(new DtEnd<>(entry.end()));
    event.add(new Sequence(entry.version()));
    event.add(new Status(status(entry)));
    event.add(new Created(entry.createdAt()));
    event.add(new LastModified(entry.changedAt()));
    event.add(new Summary(Lines.clean(entry.assetName() + " · " + entry.organisation())));
    event.add(new Location(Lines.clean(entry.facility())));
    event.add(new Description(Lines.clean(description(entry))));
    return event;
  }

  private static String status(Entry entry) {
    if (CALLED_OFF.contains(entry.status())) {
      return Status.VALUE_CANCELLED;
    }
    return entry.status().equals("REQUESTED") ? Status.VALUE_TENTATIVE : Status.VALUE_CONFIRMED;
  }

  private static String description(Entry entry) {
    String facts = entry.status() + ", " + entry.asset() + ", booked by " + entry.bookedBy() + "\n";
    return facts + entry.purpose();
  }
}
