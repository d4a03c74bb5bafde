package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.CalendarFixtures;
import io.fallow.scheduler.calendar.CalendarFixtures.Said;
import io.fallow.scheduler.calendar.DayHours;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.OpeningException;
import io.fallow.scheduler.calendar.RecurringTime;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Validity;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.QuarterHours;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.RuleHistory;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Some assets with all that decides about their time, made up at random, and a question about it.
 * Clocks that change are dear to it.
 */
final class OracleWorld {

  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "America/Santiago",
          "Australia/Lord_Howe", // its clock changes by half an hour
          "Asia/Kolkata",
          "Pacific/Chatham", // a quarter to thirteen ahead
          "Africa/Cairo", // changes at midnight
          "America/Nuuk",
          "UTC");

  private static final List<Integer> GRIDS = List.of(1, 1, 1, 5, 15, 30, 60, 90, 120, 480);

  final Instant now;
  final SearchRequest request;
  final List<One> assets;

  private final Random random;

  OracleWorld(long seed) {
    this(seed, 1 + new Random(seed).nextInt(3));
  }

  private OracleWorld(OracleWorld world, SearchRequest request) {
    this.random = world.random;
    this.now = world.now;
    this.request = request;
    this.assets = world.assets;
  }

  /** The same world with another question: so many windows a page, in that order. */
  OracleWorld asking(Order order, int limit) {
    return new OracleWorld(this, request.by(order).atLeast(request.minDuration(), limit));
  }

  OracleWorld(long seed, int count) {
    random = new Random(~seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    now = moment(zone);
    request = request();
    assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assets.add(one(i, zone));
    }
  }

  /**
   * An asset.
   *
   * @param runTimeLeft until it must be calibrated
   * @param doing what it does now
   */
  record One(
      Asset asset,
      Said own,
      Said facility,
      Map<LocalDate, String> closedDays,
      List<Lockout> lockouts,
      Optional<Repeated> repeated,
      List<Taken> taken,
      Optional<Duration> runTimeLeft,
      IdleForecast forecast,
      IdleTerms terms,
      Activity doing) {

    AssetCalendar calendar(TimeRange within) {
      List<Lockout> all = new ArrayList<>(lockouts);
      repeated
          .flatMap(it -> it.time(asset.facility().zone()))
          .ifPresent(
              time -> time.within(within).forEach(each -> all.add(new Lockout(each, "again"))));
      return CalendarFixtures.calendar(asset, within, own, facility, closedDays, all, runTimeLeft);
    }

    AssetTime time(TimeRange within, Instant now) {
      AssetTime.Moment moment = new AssetTime.Moment(now, now, Optional.of(doing));
      return new AssetTime(calendar(within), taken, forecast, Relation.SHARED, 2, terms, moment);
    }
  }

  /** A lock-out that holds again every so many days. */
  record Repeated(
      LocalDateTime start, int everyDays, Duration length, List<LocalDateTime> exceptions) {

    /** Empty where the clock doesn't show the start just once, which is refused. */
    Optional<RecurringTime> time(ZoneId zone) {
      return RecurringTime.parse(
              "FREQ=DAILY;INTERVAL=" + everyDays, start, zone, length, exceptions)
          .fold(Optional::of, faults -> Optional.empty());
    }
  }

  /** Mostly a few days from a change of the clock. */
  private Instant moment(ZoneId zone) {
    Instant some =
        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(3 * 365 * 86_400));
    ZoneOffsetTransition change = zone.getRules().nextTransition(some);
    boolean near = change != null && random.nextInt(4) > 0;
    Instant moment =
        near ? change.getInstant().minus(Duration.ofMinutes(random.nextInt(8 * 1440))) : some;
    return random.nextBoolean() ? moment : moment.plusMillis(random.nextInt(60_000));
  }

  private SearchRequest request() {
    int days = random.nextInt(10) == 0 ? 32 : 1 + random.nextInt(9);
    Instant from =
        random.nextBoolean() ? now : now.plusSeconds(random.nextInt(2 * 86_400) - 40_000L);
    Duration shortest = Duration.ofMinutes(random.nextBoolean() ? 15 : 15 + random.nextInt(300));
    double least = random.nextInt(3) > 0 ? 0.6 : 0.6 + random.nextInt(80) / 200.0;
    Order order = List.of(Order.values()).get(random.nextInt(3));
    return new SearchRequest(
        SearchRequest.Wanted.ANY,
        from,
        from.plus(Duration.ofMinutes(days * 1440L + random.nextInt(600))),
        shortest,
        Optional.of(new SearchRequest.Near(50, 10, 20_040)),
        least,
        Optional.empty(),
        order,
        Optional.empty(),
        1 + random.nextInt(random.nextBoolean() ? 5 : SearchRequest.MOST_WINDOWS));
  }

  private One one(int number, ZoneId zone) {
    return new One(
        new Asset(
            7 + number,
            1,
            "lakeside",
            "Lakeside",
            new Facility(number / 2, 1, "site-" + number / 2, "Site", zone, 50 + number / 2, 8),
            "mri-" + number,
            "MRI",
            "mri",
            Set.of(),
            RuleHistory.always(new ActivityRule.Reported(Duration.ofMinutes(5)))),
        random.nextInt(3) > 0 ? new Said(List.of(), exceptions(zone)) : said(zone),
        said(zone),
        closedDays(zone),
        some(3, 2_000).stream().map(during -> new Lockout(during, "x")).toList(),
        random.nextBoolean() ? Optional.empty() : Optional.of(repeated(zone)),
        some(6, 900).stream().map(this::taken).toList(),
        runTimeLeft(),
        forecast(zone),
        terms(zone),
        Activity.ofCode(random.nextInt(5)));
  }

  private Repeated repeated(ZoneId zone) {
    LocalDateTime start =
        LocalDateTime.ofInstant(now, zone)
            .truncatedTo(ChronoUnit.MINUTES)
            .minusMinutes(random.nextInt(5 * 1440));
    int every = 1 + random.nextInt(4);
    List<LocalDateTime> exceptions =
        random.nextBoolean() ? List.of() : List.of(start.plusDays(2L * every));
    return new Repeated(start, every, Duration.ofMinutes(1L + random.nextInt(600)), exceptions);
  }

  private Said said(ZoneId zone) {
    return new Said(openings(zone), exceptions(zone));
  }

  private Map<LocalDate, OpeningException> exceptions(ZoneId zone) {
    Map<LocalDate, OpeningException> exceptions = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      LocalDate day = day(zone);
      List<DayHours> hours =
          random.nextBoolean()
              ? List.of()
              : List.of(new DayHours(LocalTime.of(random.nextInt(12), 30), LocalTime.of(17, 5)));
      exceptions.put(day, new OpeningException(day, hours, "fair"));
    }
    return exceptions;
  }

  private LocalDate day(ZoneId zone) {
    return LocalDate.ofInstant(now, zone).plusDays(random.nextInt(10));
  }

  private Validity validity(ZoneId zone) {
    LocalDate from = day(zone);
    return switch (random.nextInt(6)) {
      case 0 -> new Validity(Optional.of(from), Optional.empty());
      case 1 -> new Validity(Optional.empty(), Optional.of(from));
      case 2 -> new Validity(Optional.of(from), Optional.of(from.plusDays(random.nextInt(5))));
      default -> Validity.ALWAYS;
    };
  }

  private List<WeeklyOpening> openings(ZoneId zone) {
    if (random.nextInt(3) == 0) {
      return WeeklyOpening.always();
    }
    List<WeeklyOpening> openings = new ArrayList<>();
    for (int i = random.nextInt(14); i >= 0; i--) {
      int opens = random.nextInt(1439);
      int closes = opens + 1 + random.nextInt(1440 - opens);
      openings.add(
          new WeeklyOpening(
                  DayOfWeek.of(1 + random.nextInt(7)),
                  LocalTime.MIDNIGHT.plusMinutes(opens),
                  LocalTime.MIDNIGHT.plusMinutes(closes))
              .during(validity(zone)));
    }
    return openings;
  }

  private Map<LocalDate, String> closedDays(ZoneId zone) {
    Map<LocalDate, String> days = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      days.put(day(zone), "holiday");
    }
    return days;
  }

  private List<TimeRange> some(int most, int longestMinutes) {
    List<TimeRange> ranges = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      Instant start = now.plus(Duration.ofMinutes(random.nextInt(10 * 1440) - 1_000L));
      int seconds = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
      Duration length = Duration.ofMinutes(1L + random.nextInt(longestMinutes));
      ranges.add(TimeRange.from(start, length.plusSeconds(seconds)));
    }
    return ranges;
  }

  private Taken taken(TimeRange during) {
    Duration around = Duration.ofMinutes(random.nextInt(60));
    TimeRange blocked = during.widened(around, around);
    return new Taken(UUID.randomUUID(), 2, "harbor", during, blocked, Optional.empty());
  }

  private Optional<Duration> runTimeLeft() {
    return random.nextInt(3) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 7_000 : 200_000)));
  }

  private IdleForecast forecast(ZoneId zone) {
    QuarterHours.Builder past = QuarterHours.between(now.minus(Duration.ofDays(17)), now);
    int rhythm = 1 + random.nextInt(30);
    int silence = random.nextInt(3) == 0 ? random.nextInt(17 * 24) : 0;
    for (int hour = 1 + silence; hour <= 17 * 24; hour++) {
      boolean used = hour % 24 < rhythm / 2 || random.nextInt(24) < rhythm / 4;
      Instant start = now.minus(Duration.ofHours(hour));
      Instant end = start.plus(Duration.ofMinutes(20L + random.nextInt(41)));
      past.add(new UsageInterval(7, start, end, used ? Activity.IN_USE : Activity.STANDBY));
    }
    return IdleForecast.of(zone, past.build());
  }

  private IdleTerms terms(ZoneId zone) {
    if (random.nextInt(3) == 0) {
      return IdleTerms.PLATFORM;
    }
    return new IdleTerms(
        random.nextInt(20) == 0,
        random.nextInt(60),
        random.nextInt(60),
        random.nextBoolean() ? 0 : random.nextInt(3_000),
        random.nextBoolean() ? 28 * 1440 : 60 + random.nextInt(5 * 1440),
        random.nextInt(4) > 0 ? IdleTerms.EVER : Minutes.floor(now) + random.nextInt(6 * 1440),
        1 + random.nextInt(200),
        1 + random.nextInt(14 * 1440),
        MinuteGrid.of(GRIDS.get(random.nextInt(GRIDS.size())), zone),
        120 + (random.nextBoolean() ? 0 : random.nextInt(60)),
        1 + (random.nextBoolean() ? 0 : random.nextInt(60)),
        IdleTerms.PLATFORM.offer());
  }
}
