package io.fallow.scheduler.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/**
 * Takes the events out of an iCalendar file. What else it holds, such as time zones and alarms, is
 * passed over: nothing is looked up, and nothing is fetched from where a file says.
 */
final class IcsEvents implements ContentHandler {

  /** The longest file, in characters. */
  static final int LONGEST = 60_000;

  /** An event's parts have none. */
  private static final int DEEPEST = 5;

  private final List<IcsEvent> events = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private boolean started;
  private boolean ended;

  private IcsEvents() {}

  /** What is too deep to be a calendar. */
  private static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static Checked<List<IcsEvent>> read(String text) {
    if (text.length() > LONGEST) {
      return faulty("too-long", "is longer than " + LONGEST + " characters at most");
    }
    IcsEvents handler = new IcsEvents();
    try {
      new CalendarParserImpl().parse(new UnfoldingReader(new StringReader(text)), handler);
    } catch (ParserException malformed) {
      return faulty("malformed", "is no iCalendar file: line " + malformed.getLineNo());
    } catch (TooDeepException malformed) {
      return faulty("malformed", "is no iCalendar file: its components are nested too deep");
    } catch (IOException malformed) {
      return faulty("malformed", "is no iCalendar file");
    }
    return handler.started && handler.ended
        ? new Checked.Valid<>(handler.events)
        : faulty("malformed", "is no iCalendar file: it does not begin and end as one");
  }

  private static Checked<List<IcsEvent>> faulty(String code, String message) {
    return new Checked.Faulty<>(List.of(new Fault("calendar", code, message)));
  }

  @Override
  public void startCalendar() {
    started = true;
  }

  @Override
  public void endCalendar() {
    ended = true;
  }

  @Override
  public void startComponent(String name) {
    open.add(name.toUpperCase(Locale.ROOT));
    if (open.size() > DEEPEST) {
      throw new TooDeepException();
    }
    if (isEvent()) {
      events.add(new IcsEvent());
    }
  }

  @Override
  public void endComponent(String name) {
    open.remove(open.size() - 1);
  }

  private boolean isEvent() {
    return open.equals(List.of("VEVENT"));
  }

  private String property = "";

  @Override
  public void startProperty(String name) {
    property = name.toUpperCase(Locale.ROOT);
  }

  @Override
  public void propertyValue(String value) {
    if (isEvent()) {
      events.get(events.size() - 1).add(property, value.strip());
    }
  }

  @Override
  public void endProperty(String name) {
    property = "";
  }

  @Override
  public void parameter(String name, String value) {
    // An event that lasts whole days shows so in its dates: they have no time.
  }
}
